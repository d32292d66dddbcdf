import stringWidth from 'string-width';

/** A bar of `columns` columns for a part of a whole. It is full only when the part is the whole. */
export function bar(part: number, whole: number, columns: number): string {
  const room = columns - 2;
  const share = whole <= 0 ? 1 : Math.min(1, Math.max(0, part / whole));
  const full = Math.floor(share * room);
  return `[${'#'.repeat(full)}${'-'.repeat(room - full)}]`;
}

/** Labels, each followed by its sentence, which is wrapped in a column of its own. */
export function labelled(
  rows: readonly (readonly [label: string, sentence: string])[],
  columns: number,
): string {
  const margin = Math.max(...rows.map(([label]) => columnsOf(label))) + 2;
  return rows
    .flatMap(([label, sentence]) =>
      wrapped(sentence, columns - margin).map((line, index) => {
        const head = index === 0 ? label : '';
        return `${head}${' '.repeat(margin - columnsOf(head))}${line}`.trimEnd();
      }),
    )
    .map((line) => `${line}\n`)
    .join('');
}

/** Wraps a sentence between words. A word longer than a line, such as a link, is not broken. */
export function wrapped(sentence: string, columns: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of sentence.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (line !== '' && columnsOf(longer) > columns) {
      lines.push(line);
      line = word;
    } else {
      line = longer;
    }
  }
  return [...lines, line];
}

/** Sentences wrapped to the width of the terminal. */
export function paragraph(sentences: string, columns: number): string {
  return wrapped(sentences, columns)
    .map((line) => `${line}\n`)
    .join('');
}

/** Breaks a text anywhere but inside a grapheme, which a terminal draws as one character. */
export function chopped(text: string, columns: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  let taken = 0;
  for (const grapheme of graphemesOf(text)) {
    const width = columnsOf(grapheme);
    if (taken + width > columns && line !== '') {
      lines.push(line);
      line = '';
      taken = 0;
    }
    line += grapheme;
    taken += width;
  }
  return [...lines, line];
}

/**
 * The columns that a printable text takes on a terminal. Characters of ambiguous width take one, as they
 * do outside East Asian locales.
 *
 * @see https://www.unicode.org/reports/tr11/
 */
export function columnsOf(text: string): number {
  return stringWidth(text);
}

/** @see https://www.unicode.org/reports/tr29/ */
function graphemesOf(text: string): readonly string[] {
  // Most texts are ASCII, which needs no segmenter.
  if (/^[ -~]*$/.test(text)) return [...text];
  return [...new Intl.Segmenter().segment(text)].map(({ segment }) => segment);
}

/** Where a text is cut when it is too long. */
export type Cut = 'start' | 'middle' | 'end';

/** Cuts a text to a number of columns. */
export function cutToFit(text: string, columns: number, cut: Cut): string {
  if (columnsOf(text) <= columns) return text;
  const graphemes = graphemesOf(text);
  const room = columns - 1;
  const head = taken(graphemes, Math.ceil(room * KEPT_AHEAD[cut]));
  const tail = taken([...graphemes].reverse(), room - columnsOf(head.join('')));
  return [...head, '…', ...tail.reverse()].join('');
}

/** The share of the columns before the cut. */
const KEPT_AHEAD: Readonly<Record<Cut, number>> = { start: 0, middle: 0.5, end: 1 };

/** The first graphemes that fit. */
function taken(graphemes: readonly string[], columns: number): string[] {
  let room = columns;
  const end = graphemes.findIndex((grapheme) => {
    room -= columnsOf(grapheme);
    return room < 0;
  });
  return graphemes.slice(0, end === -1 ? graphemes.length : end);
}

/**
 * Makes a text from outside safe for one line of a terminal: characters that could move the cursor, hide
 * or reorder other characters, or end the line are escaped, for example as `\u001b`.
 */
export function printable(text: string): string {
  return text.replace(CONTROL, (character) => {
    const hex = (character.codePointAt(0) ?? 0).toString(16);
    return hex.length > 4 ? `\\u{${hex}}` : `\\u${hex.padStart(4, '0')}`;
  });
}

/** The same for a JSON text: the escapes are those of JSON, and its value stays as it is. @see RFC 8259, section 7 */
export function escapedJson(json: string): string {
  return json.replace(CONTROL, (character) =>
    Array.from({ length: character.length }, (_, index) => {
      const unit = character.charCodeAt(index).toString(16);
      return `\\u${unit.padStart(4, '0')}`;
    }).join(''),
  );
}

/** Control, format, private and unassigned characters, surrogates, line and paragraph separators. */
const CONTROL = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}]/gu;

/** A duration in its largest unit, such as `40s`, `15m`, `2h` or `3d`. */
export function shortSpan(seconds: number): string {
  const [unit, size] = UNITS.find(([, size]) => seconds >= size) ?? ['s', 1];
  return `${Math.floor(Math.max(0, seconds) / size)}${unit}`;
}

const UNITS = [
  ['d', 86_400],
  ['h', 3_600],
  ['m', 60],
] as const;
