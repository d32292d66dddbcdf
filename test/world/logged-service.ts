import { randomSource } from '../../emulator/api/random-source.ts';
import type { Effect } from '../../emulator/faults/faults.ts';
import { operatorPorts } from '../../functions/compose.ts';
import type { Authenticate } from '../../shared/auth/caller.ts';
import type { Config } from '../../shared/config.ts';
import { serveHttp } from '../../shared/http/serve.ts';
import type { Invocation } from '../../shared/invocation.ts';
import { faultLine } from '../../shared/log.ts';
import type { DeadLetterPorts } from '../../shared/ports.ts';
import { healEvent } from '../../shared/retry-queue/heal.ts';
import { retryQueue } from '../../shared/retry-queue/table.ts';
import { isoTime } from '../../shared/tenant-key/time.ts';
import { callCounter } from '../../shared/tencent/call-stats.ts';
import type { TencentClient } from '../../shared/tencent/client.ts';
import type { Topics } from '../../shared/topics/topics.ts';
import { provisionEvent } from '../../shared/triggers/queue-consumer.ts';
import { invocationBy } from './invocation.ts';
import type { LogLine } from './log-store.ts';
import { machineClients, NO_KEY_STATUS } from './machine-ports.ts';
import { machineTopicReader } from './machine-topic-reader.ts';
import { machineTopics } from './machine-topics.ts';
import { provisioningWorld } from './provisioning-world.ts';
import { CONFIG, LET_IN, NO_KEPT } from './world-config.ts';

/** What happens in a deployment, minute by minute from 0. By default nothing but the timer of `heal`. */
export type Situation = {
  readonly minutes: number;
  /** What comes by the queue in a minute, as texts, and over HTTP, as tenants who want a key. */
  readonly queue?: (minute: number) => readonly string[];
  readonly http?: (minute: number) => readonly string[];
  /** What happens to a call that creates a key, the first of which has the number 1. */
  readonly effect?: (minute: number, tenantId: string, number: number) => Effect | undefined;
  readonly isTopicDown?: (topic: string, minute: number) => boolean;
  readonly heals?: (minute: number) => boolean;
  readonly cmkLimit?: number;
  readonly config?: (minute: number) => Partial<Config>;
  readonly authenticate?: Authenticate;
  /** Status codes of invocations that ended without a line of ours. */
  readonly killed?: (minute: number) => readonly number[];
};

/** Runs the functions' own code on the emulated cloud in virtual time. Gives what they log. */
export async function loggedLines(situation: Situation): Promise<readonly LogLine[]> {
  const world = provisioningWorld({
    seed: 'logged',
    topics: TOPICS,
    switches: { cmkLimit: situation.cmkLimit ?? 1e6, tagsMustExist: false, rateLimits: false },
  });
  const { machine, clock } = world;
  const { random } = randomSource('logged', 'service');
  const lines: LogLine[] = [];
  const minute = () => Math.floor(clock.nowMs() / MINUTE_MS);
  const configNow = (): Config => ({ ...CONFIG, ...situation.config?.(minute()) });
  let calls = 0;

  function write(functionName: string, fields: object): void {
    const platform = { SCF_FunctionName: functionName, SCF_Type: 'Custom', SCF_StatusCode: 202 };
    lines.push({ atMs: clock.nowMs(), fields: { ...platform, ...fields } });
  }

  /** As the middleware of every function does, and then the platform. */
  async function invoke(name: string, run: (invocation: Invocation) => Promise<unknown>) {
    const log = (line: string) => write(name, JSON.parse(line));
    const id = `${name}-${lines.length}`;
    const options = { id, log, counter: callCounter() };
    try {
      await run(invocationBy(clock, clock.nowMs() + LIMIT_MS, options));
      return true;
    } catch (error) {
      log(faultLine(error, id));
      write(name, { SCF_Type: 'Platform', SCF_StatusCode: 430 });
      return false;
    }
  }

  function withEffects(own: TencentClient): TencentClient {
    return {
      request: async (action, params, signal) => {
        if (action === 'CreateKey') {
          calls += 1;
          const { Alias = '' } = params as { readonly Alias?: string };
          const effect = situation.effect?.(minute(), Alias.split('_')[0] ?? '', calls);
          if (effect !== undefined) machine.faults.add([{ action, effect, times: 1 }]);
        }
        return own.request(action, params, signal);
      },
    };
  }

  function failIfDown(use: 'publish' | 'read', topic: string): void {
    if (situation.isTopicDown?.(topic, minute()) !== true) return;
    machine.faults.add([{ action: `topics:${use}:${topic}`, effect: { http: 503 }, times: 1 }]);
  }

  function instance(): DeadLetterPorts {
    const own = machineTopics(machine, clock);
    const topics: Topics = {
      ...own,
      publish: (topic, ...rest) => {
        failIfDown('publish', topic);
        return own.publish(topic, ...rest);
      },
    };
    const clients = { callsPerSecondMax: 100, random, client: withEffects, topics };
    const reader = machineTopicReader(machine, clock, undefined, 5_000);
    return operatorPorts(machineClients(machine, clock, clients), {
      ...reader,
      readAll: (topic, ...rest) => {
        failIfDown('read', topic);
        return reader.readAll(topic, ...rest);
      },
    });
  }

  async function eachMinute(act: () => Promise<unknown>): Promise<void> {
    for (let next = 0; next < situation.minutes; next = minute() + 1) {
      await clock.sleep(next * MINUTE_MS - clock.nowMs());
      await act();
    }
  }

  const consumer = instance();
  let consumed = 0;
  async function consume(): Promise<void> {
    const texts = situation.queue?.(minute()) ?? [];
    const requests = machine.topics.get('key-requests');
    requests?.append(texts.map((value) => ({ key: null, value, headers: {} })));
    for (;;) {
      const batch = requests?.read(consumed, BATCH_MAX) ?? [];
      if (batch.length === 0) return;
      const Records = batch.map(({ partition, offset, value }) => ({
        Ckafka: { topic: 'key-requests', partition, offset, msgKey: 'None', msgBody: value },
      }));
      const isDone = await invoke('provision-keys', (invocation) =>
        provisionEvent({ Records }, consumer, configNow(), invocation),
      );
      if (!isDone) return; // The platform delivers it again in a minute.
      consumed += batch.length;
    }
  }

  const api = { ...instance(), findKept: NO_KEPT, authenticate: situation.authenticate ?? LET_IN };
  const post = (tenantId: string) =>
    invoke('accept-request', (invocation) =>
      serveHttp(
        {
          ...{ method: 'POST', path: `/v1/tenants/${tenantId}/keys`, query: new Map() },
          headers: new Map([['content-type', 'application/json']]),
          bodyText: JSON.stringify({ requestId: `http-${tenantId}`, keyName: 'main' }),
        },
        api,
        configNow(),
        invocation,
      ),
    );

  const healer = { ...instance(), queue: retryQueue(undefined), keyStatus: NO_KEY_STATUS };
  async function heal(): Promise<void> {
    if (situation.heals?.(minute()) === false) return;
    const Time = isoTime(machine.nowMs());
    const event = { Type: 'Timer', TriggerName: 'every-minute', Time, Message: 'heal' };
    await invoke('heal', (invocation) => healEvent(event, healer, configNow(), invocation));
  }

  async function report(): Promise<void> {
    for (const status of situation.killed?.(minute()) ?? []) {
      write('provision-keys', { SCF_Type: 'Platform', SCF_StatusCode: status });
    }
  }

  await clock.run(
    Promise.all([
      eachMinute(heal),
      eachMinute(consume),
      eachMinute(() => Promise.all((situation.http?.(minute()) ?? []).map(post))),
      eachMinute(report),
    ]),
  );
  return lines;
}

const MINUTE_MS = 60_000;
const LIMIT_MS = 59_000;
const BATCH_MAX = 25;

const TOPICS = new Map([
  ['key-requests', 1],
  ['key-events', 1],
  ['key-dead-letters', 1],
  ['key-quota', 1],
  ['key-status', 1],
]);
