import { expect, test } from 'vitest';
import type { RedriveAnswer } from '../../shared/dead-letters/generated/dead-letters-command.ts';
import { deliver, operate, requestText } from '../world/operate.ts';
import { operatorWorld } from '../world/operator-world.ts';

const LONE_SURROGATES = '\ud800 and \udfff';

/** Every byte of them must be kept, however unusual they are. */
const TEXTS: readonly string[] = [
  ...['', ' ', '\r\n\t', '\u0000', '\ufeff{}', '{', '"', '\\', '\\u0041', 'null'],
  ...['{"a":1,"a":2}', '[1,\n2]', 'é e\u0301 密钥 🗝 \u202e\u2028\u2029', LONE_SURROGATES],
  `{"lone escape":"\\ud83d","b":"\\uDFFF"}`,
  `{"long":"${'\u0001'.repeat(100_000)}`,
  `{"emoji":"${'🗝'.repeat(50_000)}`,
  ` {"requestId" : "r-1",\r\n"tenantId":"acme","keyName":"main","description":"\\u0041 é 😀"} `,
  requestText('globex'),
];

test('a text is the same byte for byte after five redrives, and then no more are made (P10)', async () => {
  const world = operatorWorld();
  world.fail('CreateKey', { error: 'InvalidParameterValue.InvalidAlias' });
  for (const text of TEXTS) await deliver(world, text);
  expect(world.waiting().map(({ text }) => text)).toEqual(TEXTS);

  const command = { command: 'redrive', selection: { all: true, states: ['waiting', 'parked'] } };
  for (let redrives = 1; redrives <= 5; redrives += 1) {
    const { results } = await operate<RedriveAnswer>(world, command);
    expect(results).toHaveLength(TEXTS.length);
    const waiting = world.waiting();
    expect(waiting.map(({ text }) => text)).toEqual(TEXTS);
    expect(new Set(waiting.map((deadLetter) => deadLetter.redrives))).toEqual(new Set([redrives]));
    expect(waiting.map(({ attempts }) => attempts)).toEqual(TEXTS.map(() => redrives + 1));
  }

  const size = world.machine.topics.get('key-dead-letters')!.size();
  const { results } = await operate<RedriveAnswer>(world, command);
  expect(new Set(results.map(({ code }) => code))).toEqual(new Set(['RedrivesExhausted']));
  expect(world.machine.topics.get('key-dead-letters')!.size()).toBe(size);
});
