import { useMemo } from 'preact/hooks';
import { CopyButton } from './copy-button.tsx';

/** A value as JSON under a heading, with a button that copies it. */
export function JsonView({ title, value, none = 'None.' }: JsonViewProps) {
  const text = useMemo(() => JSON.stringify(value, undefined, 2) ?? '', [value]);
  const isNone = value === null || value === undefined;
  return (
    <section class="json" aria-label={title}>
      <div class="json-head">
        <h2>{title}</h2>
        {!isNone && <CopyButton text={text} label={`Copy ${title.toLowerCase()}`} />}
      </div>
      {isNone ? (
        <p class="empty">{none}</p>
      ) : (
        // A region that scrolls must be reachable by the keyboard.
        // biome-ignore lint/a11y/noNoninteractiveTabindex: see above
        <pre tabIndex={0}>{coloured(text)}</pre>
      )}
    </section>
  );
}

type JsonViewProps = {
  readonly title: string;
  readonly value: unknown;
  /** What to say in place of null or undefined. */
  readonly none?: string;
};

/** Beyond this many characters, colours would take longer than they help. */
const COLOURED_MAX = 40_000;
const SHOWN_MAX = 400_000;

function coloured(text: string) {
  if (text.length > SHOWN_MAX)
    return `${text.slice(0, SHOWN_MAX)}\n… the rest is left out; copy it.`;
  if (text.length > COLOURED_MAX) return text;
  return text.split('\n').map((line, index) => [index > 0 && '\n', ...colouredLine(line)]);
}

/** A line of indented JSON has one member, one value or one bracket. */
function colouredLine(line: string) {
  const start = line.length - line.trimStart().length;
  const end = line.charAt(start) === '"' ? endOfString(line, start) : start;
  if (!line.startsWith(': ', end))
    return [line.slice(0, start), ...colouredValue(line.slice(start))];
  const name = <span class="name">{line.slice(start, end)}</span>;
  return [line.slice(0, start), name, ': ', ...colouredValue(line.slice(end + 2))];
}

/** The place after the quotation mark that ends the string. */
function endOfString(line: string, start: number): number {
  let place = start + 1;
  while (place < line.length && line.charAt(place) !== '"') {
    place += line.charAt(place) === '\\' ? 2 : 1;
  }
  return place + 1;
}

/** A value that stands on one line, with its comma; a bracket has no colour. */
function colouredValue(text: string) {
  const value = text.endsWith(',') ? text.slice(0, -1) : text;
  if (value === '' || '{[]}'.includes(value.charAt(0))) return [text];
  const kind = value.startsWith('"') ? 'text' : 'value';
  return [<span class={kind}>{value}</span>, text.slice(value.length)];
}
