import { parseArgs } from 'node:util';
import { KMS_REGIONS } from '../emulator/state/regions.ts';
import { parseTopicsUrl } from '../shared/topics/topics.ts';
import { nearest } from '../terminal/sentences.ts';

/** Parses the arguments of `npm start`. If several are wrong, the first is reported. */
export function parseFlags(args: readonly string[]): ParsedFlags {
  const { values, tokens } = parseArgs({
    args: [...args],
    options: OPTIONS,
    // Its own messages give no remedy, so mistakes are found below.
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
  return { kind: 'refused', problem: '--demo needs the application: leave out --no-deploy.' };
}

type ParsedFlags =
  | { readonly kind: 'start'; readonly flags: Flags }
  | { readonly kind: 'help' }
  /** One sentence that says what is wrong and what to do. */
  | { readonly kind: 'refused'; readonly problem: string };

export type Flags = {
  /** 0 for any free port. */
  readonly port: number;
  readonly region: string;
  readonly dataDir?: string;
  readonly seed?: string;
  /** Brokers that have the topics, each as `host:port`; in memory without them. */
  readonly brokers?: readonly string[];
  /** Print JSON lines only, for a program. */
  readonly json: boolean;
  /** Send no sample requests. */
  readonly empty: boolean;
  /** Deploy the application before the cloud is ready. */
  readonly deploys: boolean;
  /** Run the tour, and exit. */
  readonly demo: boolean;
};

export const HELP = `Usage: npm start -- [flags]

Starts a local Tencent cloud with tenant-keys deployed to it, sends four sample
requests, one of which is parked, and runs until Ctrl-C.

  --port N       listen on this port; 4700 by default, 0 for any free one
  --data DIR     keep the state in a directory for the next start
  --seed TEXT    use the same ids, secrets and probabilities at every start
  --region NAME  the region of the keys; ap-guangzhou by default
  --topics URL   keep the topics on the brokers of kafka://host:port,host:port
  --empty        send no sample requests
  --no-deploy    deploy nothing; implies --empty
  --demo         run a tour instead: send requests that succeed and fail, print
                 a table of their outcomes, and exit
  --json         print JSON lines only, for programs; implies --empty
  --help         print this text
`;

type Values = ReturnType<typeof parseArgs>['values'];

function flagsOf(values: Values): Flags {
  const { port, region, data, seed, topics } = values as Readonly<
    Record<string, string | undefined>
  >;
  const has = (name: keyof typeof OPTIONS) => values[name] !== undefined;
  return {
    port: Number(port ?? 4700),
    region: region ?? 'ap-guangzhou',
    ...(data === undefined ? {} : { dataDir: data }),
    ...(seed === undefined ? {} : { seed }),
    ...(topics === undefined ? {} : { brokers: brokersOf(topics) }),
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
  topics: { type: 'string' },
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
  ['topics', '--topics kafka://127.0.0.1:9092'],
]);

type Token = NonNullable<ReturnType<typeof parseArgs>['tokens']>[number];

function problemOf(token: Token): string | undefined {
  if (token.kind === 'option-terminator') return undefined;
  if (token.kind === 'positional') {
    return `${JSON.stringify(token.value)} is not a flag: flags begin with two dashes, as in npm start -- --port 4800.`;
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
    ? `${rawName} is not a flag; the flags are ${known.join(', ')}.`
    : `${rawName} is not a flag; did you mean ${meant}?`;
}

function problemOfValue(name: string, value: string): string | undefined {
  if (name === 'port' && !(/^\d{1,5}$/.test(value) && Number(value) <= 65_535)) {
    return `--port must be a whole number from 0 to 65535, not ${JSON.stringify(value)}.`;
  }
  if (name === 'topics') return problemOfTopics(value);
  if (name === 'region' && !KMS_REGIONS.includes(value)) {
    const meant = nearest(value, KMS_REGIONS);
    const advice =
      meant === undefined ? `the regions are ${KMS_REGIONS.join(', ')}.` : `did you mean ${meant}?`;
    return `${JSON.stringify(value)} is not a region of the local cloud; ${advice}`;
  }
  return undefined;
}

function problemOfTopics(value: string): string | undefined {
  try {
    if (parseTopicsUrl(value).engine === 'kafka') return undefined;
    return '--topics must be kafka://host:port,host:port: without it, the topics are in the local cloud already.';
  } catch (error) {
    // Its own example or remedy is one of the setting.
    const [reason] = (error as Error).message.split(/, such as|: set|, without| or http:/);
    return `--topics ${reason}, as in ${EXAMPLES.get('topics')}.`;
  }
}

/** @param topics Has no problem. */
function brokersOf(topics: string): readonly string[] {
  const address = parseTopicsUrl(topics);
  return address.engine === 'kafka' ? address.brokers : [];
}
