import { expect, inject, test } from 'vitest';
import type { CloudEvent } from '../../shared/events/generated/cloud-event.ts';
import { stableText } from '../world/stable-event.ts';
import { type DeployedCloud, deployCloud } from './deployed-cloud.ts';
import { HELD } from './request-book.ts';
import { deadLettersIn, runStorm, type Storm } from './socket-storm.ts';

declare module 'vitest' {
  interface ProvidedContext {
    readonly stormMs: number;
  }
}

/** Longer with `npm run test:sockets`. */
const STORM_MS = inject('stormMs') ?? 3_000;

/** Another seed is another weather: SEED=... npm run test:sockets */
const SEED = process.env.SEED ?? 'storm-1';

/** Each way in has half of the rate of the account. */
const SETTINGS = {
  KMS_CALLS_PER_SECOND_MAX: '15',
  TAG_CALLS_PER_SECOND_MAX: '3',
  RETRY_DELAY_MS_MAX: '300',
  REDRIVES_MAX: '1000',
};

test(
  `instances that are killed at random for ${STORM_MS / 1_000} s at full rate, under faults on every socket, lose nothing and double nothing (seed ${SEED}; P1, P3, P4, P10)`,
  async () => {
    // A partition each, and callers that meet a busy instance now and then.
    const deployed = await deployCloud(SETTINGS, { instancesMax: 3 });
    try {
      await deployed.ask('PUT /switches', { cmkLimit: 100_000, ckafkaRetryDelayMs: 20 });
      for (const tenantId of HELD) await deployed.call('CreateKey', { Alias: `${tenantId}_main` });
      let calls = 0;
      deployed.cloud.onCall(() => {
        calls += 1;
      });
      const storm = await runStorm(deployed, SEED, STORM_MS);
      report(deployed, storm, calls);

      await checkKeys(deployed, storm);
      checkEvents(deployed, storm);
      await checkAnswers(deployed, storm);
      const { letters: deadLetters } = await deadLettersIn(deployed);
      expect(new Set(deadLetters.map(({ code }) => code))).toEqual(
        new Set(storm.rubbish.length > 0 ? ['RequestUnreadable'] : []),
      );
      expect(storm.counts.kills).toBeGreaterThan(0);
    } finally {
      await deployed.close();
    }
  },
  STORM_MS + 120_000,
);

type Key = { readonly Alias: string; readonly KeyId: string };

async function keysIn(deployed: DeployedCloud): Promise<readonly Key[]> {
  const keys: Key[] = [];
  for (;;) {
    const params = { KeyUsage: 'ALL', OrderType: 1, Offset: keys.length, Limit: 200 };
    const { KeyMetadatas } = await deployed.call('ListKeyDetail', params);
    if (KeyMetadatas.length === 0) return keys;
    keys.push(...KeyMetadatas);
  }
}

/** Each request has its key, and there is no other. */
async function checkKeys(deployed: DeployedCloud, { asked }: Storm): Promise<void> {
  const wanted = asked.filter(({ end }) => end === 'provisioned');
  const aliases = [
    ...wanted.map(({ tenantId, keyName }) => `${tenantId}_${keyName}`),
    ...HELD.map((tenantId) => `${tenantId}_main`),
  ];
  const found = (await keysIn(deployed)).map(({ Alias }) => Alias);
  expect(found.sort()).toEqual(aliases.sort());

  const checked = await deployed.host.invoke('reconcile', { command: 'check' });
  expect(checked).toMatchObject({ ok: true, value: { keys: aliases.length, own: wanted.length } });
  const { counts } = (checked as unknown as { value: { counts: Record<string, number> } }).value;
  expect(Object.entries(counts).filter(([, count]) => count > 0)).toEqual([
    ['foreign', HELD.length],
  ]);
}

/** Each request has one end, and all its events are the same as far as they are stable. */
function checkEvents(deployed: DeployedCloud, { asked }: Storm): void {
  const ends = new Map<string, Set<string>>();
  for (const event of endsIn(deployed)) {
    const requestId = String(event.data.requestId);
    const texts = ends.get(requestId) ?? new Set();
    ends.set(requestId, texts.add(stableText(event)));
  }
  const found = [...ends].map(([requestId, texts]) => {
    const types = [...texts].map((text) => (JSON.parse(text) as CloudEvent).type);
    return `${requestId} ${types.join(' ')}`;
  });
  const expected = asked.map(({ requestId, end }) => `${requestId} tenant-key.${end}`);
  expect(found.sort()).toEqual(expected.sort());
}

function endsIn(deployed: DeployedCloud): readonly CloudEvent[] {
  return deployed
    .events()
    .filter(({ type }) => type === 'tenant-key.provisioned' || type === 'tenant-key.rejected');
}

/** Every HTTP caller that received a key received the one that exists. */
async function checkAnswers(deployed: DeployedCloud, { asked, answers }: Storm): Promise<void> {
  const keyIds = new Map((await keysIn(deployed)).map(({ Alias, KeyId }) => [Alias, KeyId]));
  const wrong = asked.filter(({ requestId, tenantId, keyName, end }) => {
    const answer = answers.get(requestId);
    if (answer === undefined || answer.status === 202) return false;
    if (end === 'rejected') return ![409, 422].includes(answer.status);
    return answer.keyId !== keyIds.get(`${tenantId}_${keyName}`);
  });
  expect(wrong).toEqual([]);
}

/** @param calls Calls of the API, the operator's own included. */
function report(deployed: DeployedCloud, { asked, rubbish, counts }: Storm, calls: number): void {
  const codes: Record<string, number> = {};
  for (const result of deployed.results) {
    const end = `${result.functionName} ${result.ok ? 'ok' : result.code}`;
    codes[end] = (codes[end] ?? 0) + 1;
  }
  const figures = {
    seed: SEED,
    stormMs: STORM_MS,
    requests: asked.length,
    rubbish: rubbish.length,
    ...counts,
    calls,
    invocations: deployed.results.length,
    codes,
    events: deployed.events().length,
    deadLetters: deployed.deadLetters().filter((deadLetter) => deadLetter !== null).length,
  };
  process.stdout.write(`${JSON.stringify(figures)}\n`);
}
