import type { Config } from '../../shared/config.ts';
import { type DeadLettersAnswer, serveDeadLetters } from '../../shared/dead-letters/serve.ts';
import { trustOf } from '../../shared/dead-letters/signature.ts';
import type { Invocation } from '../../shared/invocation.ts';
import { keyStatusTable } from '../../shared/key-status/table.ts';
import type { DeadLetterPorts } from '../../shared/ports.ts';
import { type HealAnswer, healEvent } from '../../shared/retry-queue/heal.ts';
import { retryQueue } from '../../shared/retry-queue/table.ts';
import { provisionEvent } from '../../shared/triggers/queue-consumer.ts';
import { heldToSchema } from './held-answer.ts';
import { invocationBy } from './invocation.ts';
import { MARKER_KEYS } from './machine-ports.ts';
import type { OperatorWorld } from './operator-world.ts';
import type { ProvisioningWorld } from './provisioning-world.ts';
import { CONFIG } from './world-config.ts';

export type OperateOptions = {
  readonly operator?: DeadLetterPorts;
  /** The time that the function has. */
  readonly timeMs?: number;
  readonly invocationId?: string;
  readonly config?: Config;
  readonly log?: (line: string) => void;
};

/** Has the function redrive handle an event; the time runs elsewhere. The answer fits its schema. */
export async function served<Answer extends DeadLettersAnswer>(
  world: OperatorWorld,
  event: unknown,
  options: OperateOptions = {},
): Promise<Answer> {
  const { operator = world.operator, config = CONFIG } = options;
  const answer = await serveDeadLetters(event, operator, config, invocationOf(world, options));
  return heldToSchema('redrive', event, answer) as Answer;
}

/** Has the function redrive handle an event, and lets the time pass that it takes. */
export function operate<Answer extends DeadLettersAnswer>(
  world: OperatorWorld,
  event: unknown,
  options: OperateOptions = {},
): Promise<Answer> {
  return world.clock.run(served<Answer>(world, event, options));
}

/** Has a new instance of the function heal handle an event, by default that of its timer, and lets the time pass. */
export function heal(
  world: OperatorWorld,
  { operator = world.operator, config = CONFIG, ...options }: OperateOptions = {},
  event: unknown = TIMER,
): Promise<HealAnswer> {
  const ports = {
    ...operator,
    queue: retryQueue(trustOf(config)),
    keyStatus: keyStatusTable(MARKER_KEYS),
  };
  return world.clock.run(healEvent(event, ports, config, invocationOf(world, options)));
}

const TIMER = { Type: 'Timer', TriggerName: 'every-minute', Message: 'heal' };

function invocationOf({ clock }: OperatorWorld, options: OperateOptions): Invocation {
  const { timeMs = 900_000, invocationId: id = 'invocation-1', log = () => {} } = options;
  return invocationBy(clock, clock.nowMs() + timeMs, { id, log });
}

/** Delivers a message to the queue consumer, as the only one of its batch. */
export async function deliver(
  world: ProvisioningWorld,
  text: string,
  offset = 7,
  config = CONFIG,
): Promise<void> {
  const { ports, clock } = world;
  const place = { topic: 'key-requests', partition: 0, offset, msgKey: 'key' };
  const event = { Records: [{ Ckafka: { ...place, msgBody: text } }] };
  const invocation = invocationBy(clock, clock.nowMs() + 60_000);
  await clock.run(provisionEvent(event, ports, config, invocation));
}

/** A request as JSON. */
export function requestText(tenantId: string, fields: object = {}): string {
  return JSON.stringify({ requestId: `r-${tenantId}`, tenantId, keyName: 'main', ...fields });
}
