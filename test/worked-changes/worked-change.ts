import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { editedFile } from '../edits/edit-by-symbol.mjs';

/**
 * A change of the kind that contributors often make. CONTRIBUTING.md shows it, and
 * `npm run test:changes` makes it in a copy of the project.
 */
export type WorkedChange = {
  /** Names its check: `<name>.check.ts`, a test that passes once the change is made. */
  readonly name: string;
  readonly title: string;
  /** What it adds, and what a reader must know to make another one. In Markdown. */
  readonly about: string;
  /** What people write. */
  readonly edits: readonly FileEdit[];
  /** The most files that a change of this kind may edit. */
  readonly filesMax: number;
  /** Run after the edits, from the root of the project. */
  readonly commands: readonly string[];
  /** The files that the commands write. */
  readonly generated: readonly string[];
  /** The tests whose tables the change could miss, besides those of every change. */
  readonly tests: readonly string[];
};

export type FileEdit = {
  readonly file: string;
  /** As in a diff: a line begins with a space, a plus or a minus. A new file is one hunk. */
  readonly hunks: readonly string[];
};

/** How much a person writes. */
export type EditCounts = {
  readonly files: number;
  readonly hunks: number;
  readonly added: number;
  readonly removed: number;
};

export function countEdits({ edits }: WorkedChange): EditCounts {
  const hunks = edits.flatMap((edit) => edit.hunks);
  const lines = hunks.flatMap((hunk) => hunk.split('\n'));
  return {
    files: new Set(edits.map(({ file }) => file)).size,
    hunks: hunks.length,
    added: lines.filter((line) => line.startsWith('+')).length,
    removed: lines.filter((line) => line.startsWith('-')).length,
  };
}

/**
 * The text of a file after a hunk. A hunk of added lines only is a new file.
 *
 * @throws Error when the lines that the hunk keeps or removes do not occur exactly once, or when the new
 *   file exists.
 */
export function withHunk(root: string, file: string, hunk: string): string {
  const right = linesOf(hunk, ' -');
  const wrong = linesOf(hunk, ' +');
  if (right !== '') return editedFile(root, { place: file, right, wrong }).text;
  if (existsSync(join(root, file))) throw new Error(`${file} exists, so no line can be its first.`);
  return wrong;
}

function linesOf(hunk: string, signs: string): string {
  const lines = hunk.split('\n').filter((line) => signs.includes(line.charAt(0)));
  return lines.map((line) => `${line.slice(1)}\n`).join('');
}
