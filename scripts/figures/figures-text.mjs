// @ts-check

/** @typedef {import('../figures.mjs').Figures} Figures */

/** @type {readonly (readonly [label: string, cell: (figures: Figures) => string | number])[]} */
const ROWS = [
  ['hand-written source files', ({ sources }) => sources.files],
  ['lines, median', ({ sources }) => sources.medianLines],
  ['lines, 90th percentile', ({ sources }) => sources.p90Lines],
  ['lines, longest file', ({ sources }) => sources.longest.lines],
  [
    'files under 60 lines beside their one importer',
    ({ sources }) => sources.smallBesideImporter.length,
  ],
  ['import cycles', ({ sources }) => sources.cycles.length],
  ['pairs of folders that import each other', ({ sources }) => sources.mutualFolders.length],
  ['duplicates (jscpd, 50 tokens)', ({ sources }) => sources.duplicates.clones],
  [
    'duplicated lines',
    ({ sources: { duplicates } }) => `${duplicates.duplicatedLines} (${duplicates.percentage} %)`,
  ],
  ['files entered between queue record and event', (figures) => enteredCount(figures, 'queue')],
  ['files entered by a redrive, in the command', (figures) => enteredCount(figures, 'command')],
  ['files entered by a redrive, in the function', (figures) => enteredCount(figures, 'redrive')],
];

/**
 * The figures as a table with a column for each tree.
 *
 * @param {readonly Figures[]} all
 */
export function figuresTable(all) {
  const lines = [['', ...all.map(({ name }) => name)]];
  for (const [label, cell] of ROWS) lines.push([label, ...all.map((one) => String(cell(one)))]);
  const widths = lines[0]?.map((_, column) =>
    Math.max(...lines.map((line) => cellOf(line, column).length)),
  );
  return lines
    .map((line) => {
      const cells = line.map((cell, column) =>
        column === 0 ? cell.padEnd(widths?.[column] ?? 0) : cell.padStart(widths?.[column] ?? 0),
      );
      return `${cells.join('  ')}\n`;
    })
    .join('');
}

/**
 * The details of the figures of one tree: the violations, and with `isVerbose` every list.
 *
 * @param {Figures} figures
 * @param {boolean} isVerbose
 */
export function detailsText({ name, sources, entered }, isVerbose) {
  const { longest, cycles, mutualFolders, smallBesideImporter, duplicates } = sources;
  return [
    `\n${name}: the longest file is ${longest.path}.\n`,
    typeof entered === 'string' ? `The files entered are not known: ${entered}\n` : '',
    listText(
      'Import cycles',
      cycles.map((cycle) => cycle.join(', ')),
    ),
    listText(
      'Folders that import each other',
      mutualFolders.map((pair) => pair.join(' and ')),
    ),
    isVerbose
      ? listText('Files under 60 lines beside their one importer', smallBesideImporter)
      : '',
    isVerbose ? listText('Duplicates', duplicates.places) : '',
    isVerbose && typeof entered !== 'string'
      ? listText('Entered between queue record and event', entered.queue) +
        listText('Entered by a redrive, in the command', entered.command) +
        listText('Entered by a redrive, in the function', entered.redrive)
      : '',
  ].join('');
}

/**
 * @param {string} title
 * @param {readonly string[]} items
 */
function listText(title, items) {
  if (items.length === 0) return '';
  return `${title}:\n${items.map((item) => `  ${item}\n`).join('')}`;
}

/**
 * @param {Figures} figures
 * @param {'queue' | 'command' | 'redrive'} way
 */
function enteredCount({ entered }, way) {
  return typeof entered === 'string' ? 'unknown' : entered[way].length;
}

/**
 * @param {readonly string[]} line
 * @param {number} column
 */
function cellOf(line, column) {
  return line[column] ?? '';
}
