import { columnsOf } from './columns.ts';

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
