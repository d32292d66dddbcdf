import { ensureFor } from './attempt.ts';
import { adopt, type EnsureKey, soughtBy } from './ensure.ts';
import { TAGS_PER_CALL_MAX, type Tag, TENANT_TAG_KEY } from './key.ts';
import type { Message } from './message.ts';
import { parseRequest } from './parse.ts';
import type { Ports, TagService } from './ports.ts';

/**
 * What the messages of one delivery learn from those before them. It saves calls and decides nothing: each message
 * ends as it would alone.
 *
 * - Whether the delivery is a repeat, which the queue does not say. After two messages in a row whose key existed,
 *   keys are looked up before they are created, so that KMS need not refuse each. Once a key is missing, the next
 *   messages begin with `CreateKey` again.
 * - Which tag pairs exist. Where KMS refuses a pair that does not, one call creates those of the tenants behind it
 *   too. If one of these exists, that call creates nothing, and none is made for others again.
 */
export function deliveryOf(messages: readonly Message[]): Delivery {
  const repeats = repeatsSoFar();
  const pairs = tagPairs(messages);
  let creating: Promise<void> = Promise.resolve();

  /** The key of a message that is likely to be a repeat, if there is one. */
  const repeated: (message: Message) => EnsureRepeated =
    (message) => async (request, ports, settings, deadlineMs) => {
      if (!repeats.isLikely() || knowsKey(message)) return undefined;
      const found = await ports.keys.findKey(soughtBy(request), deadlineMs);
      if (found === undefined) repeats.note(false);
      return found && adopt(found, request, settings);
    };

  const ensureOf: (message: Message) => EnsureKey = (message) => {
    const [asRepeat, ensure] = [repeated(message), ensureFor(message)];
    return async (...given) => {
      const known = await asRepeat(...given);
      if (known !== undefined) return known;
      const ensured = await ensure(...given);
      if (ensured.kind === 'ready') repeats.note(ensured.adopted);
      return ensured;
    };
  };

  return {
    ensureOf,
    portsOf: (message, { keys, tags, ...ports }) => ({
      ...ports,
      keys: {
        ...keys,
        createKey: async (spec, deadlineMs) => {
          const created = await keys.createKey(spec, deadlineMs);
          pairs.learn(spec.tags);
          return created;
        },
      },
      tags: {
        ...tags,
        createTags: (wanted, deadlineMs) => {
          // One after the other: the first may create the pairs of those that wait.
          const created = creating.then(() => pairs.create(message, wanted, tags, deadlineMs));
          creating = created.catch(() => {});
          return created;
        },
      },
    }),
  };
}

type EnsureRepeated = (
  ...given: Parameters<EnsureKey>
) => Promise<Awaited<ReturnType<EnsureKey>> | undefined>;

function knowsKey({ retry }: Message): boolean {
  return retry?.keyId !== undefined;
}

/** Whether the next message is likely to be a repeat. */
function repeatsSoFar() {
  let existing = 0;
  return {
    isLikely: () => existing >= EXISTING_MIN,
    note: (adopted: boolean) => {
      existing = adopted ? existing + 1 : 0;
    },
  };
}

/** One alone may be a request that was sent twice. */
const EXISTING_MIN = 2;

/** The tag pairs that exist, as far as the delivery knows. */
function tagPairs(messages: readonly Message[]) {
  const known = new Set<string>();
  const asked = new Set<Message>();
  let createsForOthers = true;

  const isUnknown = (tag: Tag) => !known.has(textOf(tag));

  function learn(tags: readonly Tag[]): void {
    for (const tag of tags) known.add(textOf(tag));
  }

  /** The pairs of the tenants behind a message, as many as one call takes beside its own. */
  function pairsBehind(message: Message): readonly Tag[] {
    const start = messages.indexOf(message) + 1;
    const behind = messages.slice(start, start + BEHIND_MAX).flatMap(tenantPairOf);
    const pairs = new Map(behind.filter(isUnknown).map((pair) => [textOf(pair), pair]));
    return [...pairs.values()].slice(0, TAGS_PER_CALL_MAX - 1);
  }

  /** Creates the pair of a tenant together with those of the tenants behind it. */
  async function createTogether(
    message: Message,
    own: Tag,
    service: TagService,
    deadlineMs: number,
  ): Promise<void> {
    const others = pairsBehind(message);
    if (others.length === 0) return;
    createsForOthers = await service.createNewTags([own, ...others], deadlineMs);
    if (createsForOthers) learn([own, ...others]);
  }

  return {
    learn,
    /** Creates the pairs that nobody has created since they were refused. */
    create: async (
      message: Message,
      wanted: readonly Tag[],
      service: TagService,
      deadlineMs: number,
    ): Promise<void> => {
      // Refused for them again: somebody may have removed them since.
      if (asked.has(message)) for (const tag of wanted) known.delete(textOf(tag));
      asked.add(message);
      const own = wanted.find(({ key }) => key === TENANT_TAG_KEY);
      if (own !== undefined && isUnknown(own) && createsForOthers) {
        await createTogether(message, own, service, deadlineMs);
      }
      const left = wanted.filter(isUnknown);
      if (left.length > 0) await service.createTags(left, deadlineMs);
      learn(left);
    },
  };
}

/** How many messages behind one are read for their tenants. */
const BEHIND_MAX = 100;

function tenantPairOf({ text, known, refused, retry }: Message): readonly Tag[] {
  if (refused !== undefined || retry !== undefined) return [];
  const parsed = parseRequest(text, known);
  return parsed.ok ? [{ key: TENANT_TAG_KEY, value: parsed.request.tenantId }] : [];
}

/** Different tags have different texts. */
function textOf({ key, value }: Tag): string {
  return JSON.stringify([key, value]);
}

type Delivery = {
  /** How the key of a message is obtained. */
  readonly ensureOf: (message: Message) => EnsureKey;
  /** The ports of a message, which learn from their calls. */
  readonly portsOf: (message: Message, ports: Ports) => Ports;
};
