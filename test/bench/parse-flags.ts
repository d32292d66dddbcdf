import { parseArgs } from 'node:util';
import { nearest } from '../../terminal/sentences.ts';
import { BENCHES } from './rows.ts';

export type Flags = {
  /** The benches to run. */
  readonly names: readonly string[];
  /** Of a bench that has cases, those to measure; all if there are none here. */
  readonly cases: readonly string[];
  readonly json: boolean;
  readonly isQuick: boolean;
  readonly writesDocs: boolean;
};

export type ParsedFlags =
  | { readonly kind: 'run'; readonly flags: Flags }
  | { readonly kind: 'help' }
  | { readonly kind: 'refused'; readonly problem: string };

const NAMES = BENCHES.map(({ name }) => name);

export const HELP = `npm run bench -- [--only NAME,NAME] [--cases NAME,NAME] [--quick] [--json] [--write-docs]

Measures the product and the alternatives with the same workload, in one run and one table. Exits with 0
when everything was measured, even if a budget was missed: on a busy machine times are unreliable.

  --only        Run only these benches:
${BENCHES.map(({ name, about }) => `                  ${name.padEnd(10)}  ${about}`).join('\n')}
  --cases       Measure only these cases of a bench that has several, each for longer:
${BENCHES.filter(({ cases }) => cases !== undefined)
  .map(({ name, cases = [] }) => `                  ${name.padEnd(10)}  ${cases.join(', ')}`)
  .join('\n')}
  --quick       Few runs and small sizes, to check that the benches work. Its times are not representative.
  --json        Print one JSON object on standard output instead of the table.
  --write-docs  Write the table and the plots into docs/performance.md.
`;

/** Reads the command line; a problem is reported in one sentence. */
export function parseFlags(args: readonly string[]): ParsedFlags {
  const read = readArgs(args);
  if (typeof read === 'string') return { kind: 'refused', problem: read };
  const { help, json, quick, only, cases, 'write-docs': writesDocs } = read;
  if (help) return { kind: 'help' };
  const names = only === undefined ? NAMES : namesIn(only);
  const stranger = names.find((name) => !NAMES.includes(name));
  if (stranger !== undefined || names.length === 0) {
    return {
      kind: 'refused',
      problem: `${strangerSentence(stranger)} The benches are ${NAMES.join(', ')}.`,
    };
  }
  const chosen = cases === undefined ? [] : namesIn(cases);
  const problem = cases === undefined ? undefined : problemOfCases(chosen, names);
  if (problem !== undefined) return { kind: 'refused', problem };
  if (writesDocs && (quick || only !== undefined || cases !== undefined)) {
    const problem =
      '--write-docs replaces every figure of docs/performance.md: omit --only, --cases and --quick.';
    return { kind: 'refused', problem };
  }
  return { kind: 'run', flags: { names, cases: chosen, json, isQuick: quick, writesDocs } };
}

function namesIn(list: string): readonly string[] {
  return list.split(',').filter((name) => name !== '');
}

function problemOfCases(chosen: readonly string[], names: readonly string[]): string | undefined {
  const known = BENCHES.filter(({ name }) => names.includes(name)).flatMap(
    ({ cases = [] }) => cases,
  );
  const stranger = chosen.find((name) => !known.includes(name));
  if (known.length === 0) return `${names.join(', ')} has no cases: omit --cases.`;
  if (chosen.length === 0) return `--cases names no case. The cases are ${known.join(', ')}.`;
  if (stranger === undefined) return undefined;
  return `There is no case ${JSON.stringify(stranger)}. The cases are ${known.join(', ')}.`;
}

function readArgs(args: readonly string[]) {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        help: { type: 'boolean', short: 'h', default: false },
        json: { type: 'boolean', default: false },
        quick: { type: 'boolean', default: false },
        'write-docs': { type: 'boolean', default: false },
        only: { type: 'string' },
        cases: { type: 'string' },
      },
    });
    return values;
  } catch (error) {
    const [sentence = ''] = (error as Error).message.split('. ');
    return `${sentence}. See npm run bench -- --help.`;
  }
}

function strangerSentence(name: string | undefined): string {
  if (name === undefined) return '--only names no bench.';
  const close = nearest(name, NAMES);
  const meant = close === undefined ? '' : ` Did you mean ${close}?`;
  return `There is no bench ${JSON.stringify(name)}.${meant}`;
}
