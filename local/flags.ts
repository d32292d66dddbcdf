import { parseArgs } from 'node:util';
import { KMS_REGIONS } from '../emulator/state/regions.ts';
import { nearest } from '../terminal/sentences.ts';

/** What `npm start` is asked for. */
export type Flags = {
  /** 0 picks a free one. */
  readonly port: number;
  readonly region: string;
  readonly dataDir?: string;
  readonly seed?: string;
  /** For a program: JSON lines alone, and no sample requests. */
  readonly json: boolean;
  /** No sample requests. */
  readonly empty: boolean;
  /** The application is deployed to the cloud before it is ready. */
  readonly deploys: boolean;
  /** The tour, which ends by itself. */
  readonly demo: boolean;
};

export type ParsedFlags =
  | { readonly kind: 'start'; readonly flags: Flags }
  | { readonly kind: 'help' }
  /** One sentence that says what is wrong and what to do. */
  | { readonly kind: 'refused'; readonly problem: string };

export const HELP = `Usage: npm start -- [flags]

Starts a local Tencent cloud with tenant-keys deployed to it, sends four sample
requests, one of which is parked, and stays up until Ctrl-C.

  --port N       listen on this port; 4700 by default, 0 for any that is free
  --data DIR     keep the cloud's state in a directory; else it ends with the process
  --seed TEXT    the same ids and secrets at every start
  --region NAME  where the keys are made; ap-guangzhou by default
  --empty        send no sample requests
  --no-deploy    deploy nothing; implies --empty, and npm run deploy can do it later
  --demo         take the tour instead: requests that succeed and requests that fail,
                 then a table of what became of each; exits 0
  --json         print JSON lines alone, for programs; implies --empty
  --help         say this
`;

/** Parses the arguments of `npm start`. The first mistake is told. */
export function parseFlags(args: readonly string[]): ParsedFlags {
  const { values, tokens } = parseArgs({
    args: [...args],
    options: OPTIONS,
    // Its own complaints name no remedy, so that mistakes are found below.
    strict: false,
    tokens: true,
  });
  if (values.help !== undefined) return { kind: 'help' };
  for (const token of tokens) {
    const problem = problemOf(token);
    if (problem !== undefined) return { kind: 'refused', problem };
  }
  const flags = flagsOf(values);
  if (!flags.demo || flags.deploys) return { kind: 'start', flags };
  return { kind: 'refused', problem: 'The demo needs the application: leave out --no-deploy.' };
}

type Values = ReturnType<typeof parseArgs>['values'];

function flagsOf(values: Values): Flags {
  const { port, region, data, seed } = values as Readonly<Record<string, string | undefined>>;
  const has = (name: keyof typeof OPTIONS) => values[name] !== undefined;
  return {
    port: Number(port ?? 4700),
    region: region ?? 'ap-guangzhou',
    ...(data === undefined ? {} : { dataDir: data }),
    ...(seed === undefined ? {} : { seed }),
    json: has('json'),
    empty: has('empty') || has('json') || has('no-deploy'),
    deploys: !has('no-deploy'),
    demo: has('demo'),
  };
}

const OPTIONS = {
  port: { type: 'string' },
  data: { type: 'string' },
  seed: { type: 'string' },
  region: { type: 'string' },
  empty: { type: 'boolean' },
  'no-deploy': { type: 'boolean' },
  demo: { type: 'boolean' },
  json: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const;

const EXAMPLES: ReadonlyMap<string, string> = new Map([
  ['port', '--port 4700'],
  ['data', '--data ./cloud'],
  ['seed', '--seed monday'],
  ['region', '--region ap-shanghai'],
]);

type Token = NonNullable<ReturnType<typeof parseArgs>['tokens']>[number];

function problemOf(token: Token): string | undefined {
  if (token.kind === 'option-terminator') return undefined;
  if (token.kind === 'positional') {
    return `${JSON.stringify(token.value)} is no flag: flags follow two dashes, as in npm start -- --port 4800.`;
  }
  const { name, rawName, value, inlineValue } = token;
  if (!Object.hasOwn(OPTIONS, name)) return unknownFlag(rawName);
  const example = EXAMPLES.get(name);
  if (example === undefined) return inlineValue ? `${rawName} takes no value.` : undefined;
  const isMissing = value === undefined || value === '' || (!inlineValue && value.startsWith('--'));
  return isMissing ? `${rawName} needs a value, such as ${example}.` : problemOfValue(name, value);
}

function unknownFlag(rawName: string): string {
  const known = Object.keys(OPTIONS).map((name) => `--${name}`);
  const meant = nearest(rawName, known);
  return meant === undefined
    ? `${rawName} is no flag; there are ${known.join(', ')}.`
    : `${rawName} is no flag; did you mean ${meant}?`;
}

function problemOfValue(name: string, value: string): string | undefined {
  if (name === 'port' && !(/^\d{1,5}$/.test(value) && Number(value) <= 65_535)) {
    return `--port must be a whole number from 0 to 65535, not ${JSON.stringify(value)}.`;
  }
  if (name === 'region' && !KMS_REGIONS.includes(value)) {
    const meant = nearest(value, KMS_REGIONS);
    const advice =
      meant === undefined ? `there are ${KMS_REGIONS.join(', ')}.` : `did you mean ${meant}?`;
    return `${JSON.stringify(value)} is no region of the local cloud; ${advice}`;
  }
  return undefined;
}
