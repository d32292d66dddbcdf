/** How much of a whole there is, in `columns` columns. Less than all never looks like all. */
export function bar(part: number, whole: number, columns: number): string {
  const room = columns - 2;
  const share = whole <= 0 ? 1 : Math.min(1, Math.max(0, part / whole));
  const full = Math.floor(share * room);
  return `[${'#'.repeat(full)}${'-'.repeat(room - full)}]`;
}

/** Lines of a label and what it says, which goes on below itself. */
export function labelled(
  rows: readonly (readonly [label: string, sentence: string])[],
  columns: number,
): string {
  const margin = Math.max(...rows.map(([label]) => label.length)) + 2;
  return rows
    .flatMap(([label, sentence]) =>
      wrapped(sentence, columns - margin).map((line, index) =>
        `${(index === 0 ? label : '').padEnd(margin)}${line}`.trimEnd(),
      ),
    )
    .map((line) => `${line}\n`)
    .join('');
}

/** Breaks a sentence between its words. A word that is longer than a line, as a link may be, stays whole. */
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

/** Sentences as lines that are no longer than the terminal is wide. */
export function paragraph(sentences: string, columns: number): string {
  return wrapped(sentences, columns)
    .map((line) => `${line}\n`)
    .join('');
}

/** Breaks a text wherever a line is full. */
export function chopped(text: string, columns: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  let taken = 0;
  for (const character of text) {
    const width = columnsOf(character);
    if (taken + width > columns && line !== '') {
      lines.push(line);
      line = '';
      taken = 0;
    }
    line += character;
    taken += width;
  }
  return [...lines, line];
}

/** How many columns of a terminal a printable text takes. */
export function columnsOf(text: string): number {
  return [...text].reduce((sum, character) => sum + (WIDE.test(character) ? 2 : 1), 0);
}

/** Where a text gives way when it is too long. */
export type Cut = 'start' | 'middle' | 'end';

/** Cuts a text that is too long for its columns. */
export function cutToFit(text: string, columns: number, cut: Cut): string {
  if (columnsOf(text) <= columns) return text;
  const characters = [...text];
  const room = columns - 1;
  const head = taken(characters, Math.ceil(room * KEPT_AHEAD[cut]));
  const tail = taken([...characters].reverse(), room - columnsOf(head.join('')));
  return [...head, '…', ...tail.reverse()].join('');
}

/** The share of its columns that a text keeps before the cut. */
const KEPT_AHEAD: Readonly<Record<Cut, number>> = { start: 0, middle: 0.5, end: 1 };

/** The first characters that fit. */
function taken(characters: readonly string[], columns: number): string[] {
  let room = columns;
  const end = characters.findIndex((character) => {
    room -= columnsOf(character);
    return room < 0;
  });
  return characters.slice(0, end === -1 ? characters.length : end);
}

/**
 * Letters of two columns: those of East Asia, and pictures.
 *
 * @see https://www.unicode.org/reports/tr11/
 */
const WIDE = /[\u1100-\u115f\u2e80-\uffdc\u{1f000}-\u{3ffff}]|\p{Emoji_Presentation}/u;

/**
 * A text from outside, fit for one line of a terminal: what could move the cursor, hide or turn round
 * other letters, or end the line is spelt out, as `\u001b`.
 */
export function printable(text: string): string {
  return text.replace(STEERING, (character) => {
    const hex = (character.codePointAt(0) ?? 0).toString(16);
    return hex.length > 4 ? `\\u{${hex}}` : `\\u${hex.padStart(4, '0')}`;
  });
}

/** Control and format characters, line and paragraph separators, and what is no character at all. */
const STEERING = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}]/gu;

/** A span of time in its largest unit, such as `40s`, `15m`, `2h`, `3d`. */
export function shortSpan(seconds: number): string {
  const [unit, size] = UNITS.find(([, size]) => seconds >= size) ?? ['s', 1];
  return `${Math.floor(Math.max(0, seconds) / size)}${unit}`;
}

const UNITS = [
  ['d', 86_400],
  ['h', 3_600],
  ['m', 60],
] as const;
