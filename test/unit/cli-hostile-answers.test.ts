import { readdirSync, readFileSync } from 'node:fs';
import { afterEach, describe, expect, test } from 'vitest';
import { type Answers, isAnswerTo } from '../../cli/invocation/answers.ts';
import { VERBS } from '../../cli/usage/verbs.ts';
import { Failing, type ScriptedFunctions, scriptedFunctions } from './cli-functions.ts';
import { run } from './cli-run.ts';

// Whoever may write to a topic, or name a key, chooses what an operator's terminal is sent.

/** Clears the screen, sets a title, colours, overwrites the line, reorders and hides. */
const HOSTILE =
  '\u001b[2J\u001b]0;owned\u0007\u009b31m\u001b[32mdone\u001b[0m\r\u202ex\u2066\u200by';

/** Any character that a terminal does not show as it is. */
const STEERING = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}]/u;

/** Without what the command itself adds: ends of lines, and its own colours. */
const withoutOwn = (text: string) =>
  text
    .replaceAll('\n', '')
    .replaceAll(/\p{Cc}\[(?:1|2|31|32|33|35)m(?<inner>\P{Cc}*)\p{Cc}\[0m/gu, '$<inner>');

/** What follows a verb's own words on the line that sends its command. */
const ARGUMENTS: Partial<Readonly<Record<keyof Answers, string>>> = {
  list: ' --state all',
  show: ' dl_a --text',
  redrive: ' --tenant acme',
  retry: ' --tenant acme --yes',
  discard: ` dl_${'a'.repeat(43)} --reason x`,
  repair: ` --plan ${'a'.repeat(43)}`,
  block: ' acme --yes',
  unblock: ' acme --yes',
};

/** Commands that a verb of another name sends. */
const OTHER_VERBS: Partial<Readonly<Record<keyof Answers, string>>> = {
  quota: 'quota',
  blocked: 'tenants list',
  'list-keys': 'keys list acme --limit 2',
  'show-key': 'keys show acme/orders',
  'request-key': 'keys request acme/orders',
  'show-request': 'keys wait acme/orders --request r-1 --timeout 1s',
};

/** Commands that are sent along with others, and print nothing of their own. */
const ALONG: readonly (keyof Answers)[] = ['queue', 'status'];

const lineOf = (name: keyof Answers) => {
  const verb = VERBS.find((row) => row.name === name && row.noun !== 'keys');
  const words = OTHER_VERBS[name] ?? `${verb?.noun} ${name}`;
  return `${words}${ARGUMENTS[name] ?? ''}`;
};

const SAMPLES = readdirSync('events/samples/commands').map((file) =>
  JSON.parse(readFileSync(`events/samples/commands/${file}`, 'utf8')),
);

/** The answer with every text made hostile that may be so by its contract. */
function hostile(name: keyof Answers, answer: object): object {
  const copy = structuredClone(answer);
  const spoil = (part: any) => {
    for (const [key, value] of Object.entries(part)) {
      if (typeof value === 'object') spoil(value);
      if (typeof value !== 'string') continue;
      part[key] = `${value.slice(0, 4)}${HOSTILE}`;
      if (!isAnswerTo(name, copy)) part[key] = value;
    }
  };
  spoil(copy);
  return copy;
}

/** What `--json` prints of an answer, line by line: of those about keys, what the HTTP API would answer. */
const printedOf = ({ body, ...answer }: any): readonly unknown[] =>
  body === undefined ? [answer] : (body.keys ?? [body]);

let functions: ScriptedFunctions;
afterEach(() => functions.close());

describe('an answer with texts that steer a terminal', () => {
  const rows = SAMPLES.map(
    ({ command, answer }) => [command.command as keyof Answers, answer] as const,
  ).filter(([name]) => !ALONG.includes(name));

  test.each(rows)('to %s steers none', async (name, answer) => {
    const spoilt: any = hostile(name, answer);
    // The answers below end the command at the first one.
    if ('remaining' in spoilt) spoilt.remaining = 0;
    functions = await scriptedFunctions(() => spoilt);
    for (const options of [{}, { isTTY: true }]) {
      const { out, err } = await functions.typed(lineOf(name), options);
      expect(withoutOwn(out)).not.toMatch(STEERING);
      expect(err).not.toContain('defect');
      expect(out).not.toContain('\u001b[32mdone');
      expect(withoutOwn(err)).not.toMatch(STEERING);
    }
    const { out } = await functions.typed(`${lineOf(name)} --json`);
    expect(out.replaceAll('\n', '')).not.toMatch(STEERING);
    const lines = out.trim().split('\n');
    expect(lines.map((line) => JSON.parse(line))).toEqual(printedOf(spoilt));
  });
});

describe('an error with texts that steer a terminal', () => {
  test.each<[string, object]>([
    ['refuses', { refused: { code: `A${HOSTILE}`, detail: HOSTILE } }],
    ['fails', new Failing({ InvokeResult: -1, RetMsg: HOSTILE, FunctionRequestId: HOSTILE })],
    ['is no answer', new Failing({ RetMsg: HOSTILE, FunctionRequestId: HOSTILE })],
    [
      'throws',
      new Failing({
        InvokeResult: 1,
        RetMsg: JSON.stringify({ errorMessage: HOSTILE, stackTrace: `Error: ${HOSTILE}\n at` }),
      }),
    ],
  ])('that %s steers none', async (_, answer) => {
    functions = await scriptedFunctions(() => answer);
    const { out, err, code } = await functions.typed('quota', { isTTY: true });
    expect([out, code === 0]).toEqual(['', false]);
    expect(err).toMatch(/\S/);
    expect(withoutOwn(err)).not.toMatch(STEERING);
  });

  test('in the command line or a file steers none', async () => {
    functions = await scriptedFunctions(() => ({}));
    for (const line of [`${HOSTILE}`, `quota --${HOSTILE}`, `fleet check --tenants ${HOSTILE}`]) {
      const { err } = await functions.typed(line);
      expect(err).toMatch(/\S/);
      expect(withoutOwn(err)).not.toMatch(STEERING);
    }
    const { err } = await functions.typed('doctor', { cwd: `/tmp/${HOSTILE}` });
    expect(withoutOwn(err)).not.toMatch(STEERING);
  });

  test('that nobody foresaw is printed with its stack, and steers none', async () => {
    functions = await scriptedFunctions(() => ({}));
    const env = {
      get NO_COLOR(): string {
        return '';
      },
      get TENANT_KEYS_ENDPOINT(): string {
        throw new TypeError(`not foreseen ${HOSTILE}`);
      },
    };
    const { code, err } = await run('quota', { env });
    expect(code).toBe(1);
    expect(err).toMatch(
      /^This is a defect of tenant-keys: please report it with these lines\.\nTypeError: not foreseen \\u001b\[2J/,
    );
    expect(withoutOwn(err)).not.toMatch(STEERING);
  });
});
