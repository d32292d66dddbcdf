import { expect, test } from 'vitest';
import { rateLimitedClient } from '../../deploy/calls/apis.ts';
import { virtualClock } from '../world/virtual-clock.ts';

test('calls up to the limit are sent at once, the next a second later, and each action has its own limit', async () => {
  const clock = virtualClock();
  const sent: [action: string, atMs: number][] = [];
  const request = async (action: string) => void sent.push([action, clock.nowMs()]);
  const client = rateLimitedClient({ request }, 3, clock);
  const { signal } = new AbortController();
  const calls = ['Get', 'Get', 'Get', 'List', 'Get', 'Get', 'Get', 'Get'];
  await clock.run(Promise.all(calls.map((action) => client.request(action, {}, signal))));
  const timesOf = (action: string) =>
    sent.flatMap(([name, atMs]) => (name === action ? [atMs] : []));
  expect(timesOf('Get')).toEqual([0, 0, 0, 1_000, 1_000, 1_000, 2_000]);
  expect(timesOf('List')).toEqual([0]);
});
