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
