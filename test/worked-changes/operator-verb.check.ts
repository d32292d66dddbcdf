import { expect, test } from 'vitest';
import { parseCommandLine } from '../../cli/usage/command-line.ts';
import { scriptedContext } from '../unit/cli-operator.ts';
import { deadLetterWith, writeDeadLetters } from '../world/dead-letters.ts';
import { operate } from '../world/operate.ts';
import { operatorWorld } from '../world/operator-world.ts';

/** Has the command line run, with the function redrive behind it. */
async function run(line: string) {
  const world = operatorWorld();
  writeDeadLetters(world, [
    deadLetterWith('dl_one', { code: 'KeyDisabled', stage: 'tag' }),
    deadLetterWith('dl_two', { code: 'KeyDisabled', stage: 'create' }),
    deadLetterWith('dl_three', { code: 'RequestUnreadable', stage: 'parse' }),
  ]);
  const parsed = parseCommandLine(line.split(' '), { TENCENTCLOUD_REGION: 'ap-shanghai' });
  if (parsed.kind !== 'call') throw new Error(JSON.stringify(parsed));
  const send = (_: string, command: object) => operate(world, command);
  const context = { ...scriptedContext([]), send: send as never };
  return parsed.run(context, async () => '');
}

test('the command counts all dead letters by stage and code', async () => {
  const { exit, text, answer } = await run('dead-letters count');
  expect(answer).toEqual({
    total: 3,
    stages: { tag: 1, create: 1, parse: 1 },
    codes: { KeyDisabled: 2, RequestUnreadable: 1 },
    beyond: 0,
    unreadable: [],
  });
  expect(exit).toBe('done');
  expect(text).toBe(
    [
      'count  dead letters',
      '    3  all',
      '    1  tag',
      '    1  parse',
      '    1  create',
      '    2  KeyDisabled',
      '    1  RequestUnreadable',
      '',
    ].join('\n'),
  );
});

test('the command counts the dead letters that its flags select', async () => {
  const { answer } = await run('dead-letters count --code KeyDisabled --stage tag');
  expect(answer).toMatchObject({ total: 1, stages: { tag: 1 }, codes: { KeyDisabled: 1 } });
});

test('a mistake in the command line is refused as for the other verbs', () => {
  const parsed = parseCommandLine(['dead-letters', 'count', '--all', '--stage', 'tag'], {});
  expect(parsed).toMatchObject({ kind: 'wrong', problem: /^--all selects every dead letter/ });
});
