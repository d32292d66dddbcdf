import { type Environment, fillVariables, REFERENCE_RULE } from './fill-variables.ts';
import type { Content, Part, Place } from './part.ts';
import type { Problems } from './problems.ts';

/**
 * Fills in the variables of a declaration. They are filled in where the file has texts, so whatever a
 * variable holds, it stays one text.
 *
 * @param onMissing Is told of each variable that is needed and not set, once.
 */
export function fillPart(
  part: Part,
  env: Environment,
  problems: Problems,
  onMissing: (name: string, place: Place) => void,
): Part {
  const told = new Set<string>();

  function fill(part: Part): Part {
    const { path, line } = part;
    return { path, line, ...contentOf(part) };
  }

  function contentOf(part: Part): Content {
    switch (part.kind) {
      case 'mapping':
        return { kind: 'mapping', parts: new Map([...part.parts].map(([k, v]) => [k, fill(v)])) };
      case 'list':
        return { kind: 'list', parts: part.parts.map(fill) };
      case 'scalar':
        return typeof part.value === 'string' ? filledText(part.value, part) : part;
      case 'unknown':
        return part;
    }
  }

  function filledText(text: string, place: Place): Content {
    const filled = fillVariables(text, env);
    if (filled.ok) return { kind: 'scalar', value: filled.text, filled: filled.text !== text };
    if (filled.malformed) problems.add(place, REFERENCE_RULE);
    for (const name of filled.missing) {
      if (!told.has(name)) onMissing(name, place);
      told.add(name);
    }
    return { kind: 'unknown' };
  }

  return fill(part);
}
