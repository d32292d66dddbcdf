import { WORKED_CHANGES } from '../../test/worked-changes/changes.ts';
import { countEdits, type WorkedChange } from '../../test/worked-changes/worked-change.ts';
import { table } from './markdown-table.ts';

/** The changes that CONTRIBUTING.md shows, with how much of each is written by hand. */
export function workedChanges(): string {
  const rows = WORKED_CHANGES.map((change) => {
    const { files, hunks, added, removed } = countEdits(change);
    const lines = removed === 0 ? `${added} added` : `${added} added, ${removed} removed`;
    return [change.title, String(files), String(hunks), lines, String(change.generated.length)];
  });
  const head = ['change', 'files by hand', 'places', 'lines', 'generated files'];
  return [table(head, rows), ...WORKED_CHANGES.map(workedChange)].join('\n');
}

function workedChange({ title, about, edits, commands, generated }: WorkedChange): string {
  const diffs = edits.map(
    ({ file, hunks }) => `\`${file}\`:\n\n\`\`\`diff\n${hunks.join('\n\n')}\n\`\`\`\n`,
  );
  const run = commands.map((command) => `\`${command}\``).join(' and ');
  const written = generated.map((file) => `- \`${file}\`\n`).join('');
  return [
    `### ${title}\n`,
    `${about}\n`,
    ...diffs,
    `Then run ${run} to write the generated files:\n\n${written}`,
  ].join('\n');
}
