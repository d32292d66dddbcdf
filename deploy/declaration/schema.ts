import { fieldPart } from './fields.ts';
import { validateDeclaration } from './generated/validate-declaration.js';
import type { Problems } from './problems.ts';
import type { Part } from './yaml.ts';

/**
 * Checks a file against deploy/serverless.schema.json, so that a deployment accepts only what an editor
 * does. The parser of the fields says more of a mistake, so this is for a file in which it finds none.
 *
 * @param part The whole file, before its variables are interpolated.
 */
export function checkSchema(part: Part, problems: Problems): void {
  if (validateDeclaration(plainValue(part))) return;
  const places = (validateDeclaration.errors ?? []).map(({ instancePath }) => instancePath);
  // An alternative that does not match is reported where it begins, too.
  const deepest = places.filter((place) => !places.some((other) => other.startsWith(`${place}/`)));
  for (const place of new Set(deepest)) {
    problems.add(partAt(place, part), 'does not match deploy/serverless.schema.json');
  }
}

function plainValue(part: Part): unknown {
  switch (part.kind) {
    case 'scalar':
      return part.value;
    case 'list':
      return part.parts.map(plainValue);
    case 'mapping':
      return Object.fromEntries([...part.parts].map(([name, each]) => [name, plainValue(each)]));
    case 'unknown':
      return undefined;
  }
}

/** @param place A JSON pointer. */
function partAt(place: string, root: Part): Part {
  const steps = place.split('/').slice(1);
  return steps.reduce((part, step) => {
    if (part.kind === 'list') return part.parts[Number(step)] ?? part;
    return fieldPart(part, step.replaceAll('~1', '/').replaceAll('~0', '~'));
  }, root);
}
