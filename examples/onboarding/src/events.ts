import { Kafka } from 'kafkajs';
import { parseEvent, type TenantKeyEvent, UnreadableEventError } from 'tenant-keys-client/events';
import { sentId } from 'tenant-keys-client/tenant-id';
import { KEY_NAME } from './sign-up.ts';
import type { Tenants } from './tenants.ts';

/**
 * Completes sign-ups by the events about keys. An event may come again and out of order: each leaves the tenant as
 * the same event would a second time.
 */
export async function applyEvent(tenants: Tenants, message: Message): Promise<void> {
  const event = readEvent(message);
  if (event?.type === 'tenant-key.provisioned' && event.data.keyName === KEY_NAME) {
    await tenants.activate(sentId(event.data), event.data.keyId);
  }
  if (event?.type === 'tenant-key.rejected' && event.data.keyName === KEY_NAME) {
    await tenants.fail(sentId(event.data), event.data.reason);
  }
}

/** A message that is no event is passed over, so that it does not hold up those behind it. */
function readEvent(message: Message): TenantKeyEvent | undefined {
  try {
    return parseEvent(message);
  } catch (error) {
    if (!(error instanceof UnreadableEventError)) throw error;
    process.stderr.write(`Passed over: ${error.message}\n`);
    return undefined;
  }
}

type Message = {
  readonly value: string | Uint8Array | null;
  readonly headers?: Readonly<Record<string, unknown>>;
};

/** Follows the topic of events on Kafka. A message is committed when it is applied. */
export async function followKafka(
  brokers: readonly string[],
  topic: string,
  apply: (message: Message) => Promise<void>,
): Promise<() => Promise<void>> {
  const consumer = new Kafka({ clientId: 'onboarding', brokers: [...brokers] }).consumer({
    groupId: 'onboarding',
  });
  await consumer.connect();
  await consumer.subscribe({ topic, fromBeginning: true });
  await consumer.run({ eachMessage: ({ message }) => apply(message) });
  return () => consumer.disconnect();
}

/** Follows the topic of a local cloud, which has it over HTTP. */
export function followLocalCloud(
  url: string,
  apply: (message: Message) => Promise<void>,
): () => Promise<void> {
  const stop = new AbortController();
  const ended = poll(url, apply, stop.signal);
  return async () => {
    stop.abort();
    await ended;
  };
}

async function poll(
  url: string,
  apply: (message: Message) => Promise<void>,
  signal: AbortSignal,
): Promise<void> {
  let from = 0;
  while (!signal.aborted) {
    const messages = await fetch(`${url}?from=${from}`, { signal })
      .then((answer) => (answer.ok ? (answer.json() as Promise<readonly Message[]>) : []))
      .catch(() => []);
    for (const message of messages) await apply(message);
    from += messages.length;
    if (messages.length === 0) await new Promise((resolve) => setTimeout(resolve, 200));
  }
}
