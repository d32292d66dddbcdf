import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { type Answers, functionOf, isAnswerTo, isRefusal } from '../../cli/invocation/answers.ts';
import type { DeadLetter } from '../../shared/dead-letters/generated/dead-letter.ts';
import { isJsonObject } from '../../shared/tenant-key/json.ts';
import { writeDeadLetters, writeRecords } from '../world/dead-letters.ts';
import { fleetWorld } from '../world/fleet-world.ts';
import { heldToSchema } from '../world/held-answer.ts';
import { operate } from '../world/operate.ts';
import { operatorWorld } from '../world/operator-world.ts';
import { overseenWorld } from '../world/overseen-world.ts';

const samples = new URL('../../events/samples/', import.meta.url);
const NAMES = readdirSync(new URL('commands/', samples)).sort();

type Verb = keyof Answers;

type Exchange = { readonly command: { readonly command: string }; readonly answer: object };

function readJson<Value>(path: string): Value {
  return JSON.parse(readFileSync(new URL(path, samples), 'utf8')) as Value;
}

const exchange = (name: string) => readJson<Exchange>(`commands/${name}`);

/** Has the real handler answer: both worlds hold each answer to its schema. */
async function ask(command: Exchange['command'], isDown = false): Promise<object> {
  switch (functionOf(command.command as Verb)) {
    case 'redrive':
      return askAboutDeadLetters(command, isDown);
    case 'reconcile':
      return askAboutFleet(command);
    case 'oversee':
      return askAboutTenants(command);
  }

  async function askAboutFleet(event: object): Promise<object> {
    const world = fleetWorld();
    await world.plantOwn('acme_main');
    await world.plant({ alias: 'globex_main' });
    if (isDown) world.fail('ListKeyDetail', { http: 503 });
    return world.ask(event);
  }
}

/** A world with the dead letters of the samples, and with keys and messages that are not ours. */
function askAboutDeadLetters(command: object, isDown: boolean): Promise<object> {
  const world = operatorWorld({ switches: { tagsMustExist: false } });
  const letter = readJson<DeadLetter>('dead-letter.json');
  const unreadable = readJson<DeadLetter>('dead-letter.unreadable.json');
  const [id] = (exchange('discard.json').command as unknown as { ids: readonly [string] }).ids;
  writeDeadLetters(world, [letter, unreadable, { ...unreadable, id }]);
  writeRecords(world, [['not ours', '{}']]);
  if (isDown) world.fail('topics:read:key-dead-letters', { http: 503 });
  return world.clock.run(operate(world, command)) as Promise<object>;
}

/** A world with a tenant that is blocked. The one of the samples is so only where its block is to be lifted. */
async function askAboutTenants(command: Exchange['command']): Promise<object> {
  const world = overseenWorld();
  writeDeadLetters(world, [readJson<DeadLetter>('dead-letter.json')]);
  await world.ask({ command: 'block', tenantId: 'acme', reason: 'why not' });
  if (command.command === 'unblock') await world.ask({ command: 'block', tenantId: 'globex' });
  return world.ask(command);
}

describe('the answer to the command of the sample', () => {
  test.each(NAMES)('%s fits its schema, and the command takes it', async (name) => {
    const { command } = exchange(name);
    const answer = await ask(command);
    if (name === 'repair.json') expect(answer).toHaveProperty('refused.code', 'PlanStale');
    else expect(answer).not.toHaveProperty('refused');
    expect(isTaken(command.command, answer)).toBe(true);
  });

  test.each(NAMES)('%s with a field too many is a refusal that the command takes', async (name) => {
    const { command } = exchange(name);
    const answer = await ask({ ...command, force: true } as Exchange['command']);
    expect(answer).toEqual({
      refused: { code: 'CommandInvalid', detail: 'force is not a known field.' },
    });
    expect(isTaken(command.command, answer)).toBe(true);
  });

  test.each(NAMES)('%s is not taken without one of the fields it must have', (name) => {
    const { command, answer } = exchange(name);
    const verb = command.command;
    expect(isTaken(verb, answer)).toBe(true);
    expect(isTaken(verb, { ...answer, added: [{ later: true }] })).toBe(true);
    const optional = [
      'stoppedBy',
      'next',
      'used',
      'limit',
      'fullOn',
      'headroom',
      'tenantsWithoutKey',
      ...['requests', 'quota', 'instances', 'blocked', 'blockedAt', 'reason', 'keys', 'waiting'],
      ...['leftOut', 'retryAfterS'],
    ];
    for (const field of Object.keys(answer).filter((each) => !optional.includes(each))) {
      const { [field]: _, ...others } = answer as Record<string, unknown>;
      expect(isTaken(verb, others), field).toBe(false);
    }
  });
});

test.each(NAMES)('%s is taken with a change in one place exactly if ajv accepts it', (name) => {
  const { command, answer } = exchange(name);
  const changed = changesOf(answer).filter(isJsonObject);
  const taken = changed.filter((each) => isTaken(command.command, each));
  expect(taken).toEqual(changed.filter((each) => fitsByAjv(command, each)));
  expect(taken).not.toEqual([]);
  expect(taken).not.toHaveLength(changed.length);
});

/** The value with another value in each place, without each field, and with a field more in each object. */
function changesOf(value: unknown): readonly unknown[] {
  const others = [null, true, -1, 0, 0.5, '', 'é', 'a'.repeat(200), [], [[]], {}, { '': 1 }];
  if (typeof value !== 'object' || value === null) return others;
  if (Array.isArray(value)) {
    const repeated = value.slice(0, 1).flatMap((item) => Array.from({ length: 1001 }, () => item));
    const items = value.flatMap((item, at) =>
      changesOf(item).map((each) => value.map((old, i) => (i === at ? each : old))),
    );
    return [...others, repeated, ...items];
  }
  const fields = Object.entries(value).flatMap(([field, inner]) => {
    const { [field]: _, ...rest } = value as Record<string, unknown>;
    return [rest, ...changesOf(inner).map((each) => ({ ...value, [field]: each }))];
  });
  return [{ ...value, added: 1 }, ...fields, ...others];
}

function fitsByAjv(command: Exchange['command'], answer: object): boolean {
  try {
    heldToSchema(functionOf(command.command as Verb), command, answer);
    return true;
  } catch {
    return false;
  }
}

test('the repair of a plan answers by the schema', async () => {
  const world = fleetWorld();
  await world.plantOwn('acme_main');
  const { planHash, plan } = await world.check(['acme']);
  const answer = await world.repair(planHash);
  expect(answer.repaired).toEqual(plan);
  expect(isTaken('repair', answer)).toBe(true);
});

test.each([
  ['redrive', 'list.json'],
  ['reconcile', 'check.json'],
])('a refusal of the function %s in an outage fits its schema', async (_, name) => {
  const answer = await ask(exchange(name).command, true);
  expect(answer).toHaveProperty('refused.code');
});

/** As the command line checks an answer. */
function isTaken(verb: string, answer: object): boolean {
  return 'refused' in answer ? isRefusal(answer) : isAnswerTo(verb as Verb, answer);
}
