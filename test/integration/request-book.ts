import type { TopicMessage } from '../../shared/topics/topics.ts';

/** A request that was asked, and what must become of it. */
export type Asked = {
  readonly requestId: string;
  readonly tenantId: string;
  readonly keyName: string;
  readonly keyUsage: string;
  readonly end: 'provisioned' | 'rejected';
};

/** Draws up requests, and knows of all that were. */
export type RequestBook = {
  readonly nextMessage: (random: () => number) => TopicMessage;
  /** A request as the Function URL takes it. */
  readonly nextPost: (
    random: () => number,
  ) => Pick<Asked, 'requestId' | 'tenantId'> & { readonly body: string };
  readonly asked: () => readonly Asked[];
  readonly rubbish: readonly string[];
};

/** Tenants whose keys `main` are there already, and are not ours. */
export const HELD: readonly string[] = Array.from({ length: 10 }, (_, n) => `held-${n}`);

const TENANTS = 40;

/**
 * Of a hundred requests eighty are new, twelve are repeats of earlier ones by either way in, four ask
 * for a name that another owner's key has, and four are invalid. The queue also brings malformed messages.
 */
export function requestBook(): RequestBook {
  const valid: Asked[] = [];
  const invalid: Asked[] = [];
  const rubbish: string[] = [];

  function next(random: () => number): Asked {
    const kind = random();
    const number = valid.length + invalid.length;
    const requestId = `r-${number}`;
    if (kind < 0.12 && valid.length > 0) return valid[Math.floor(random() * valid.length)]!;
    const keyUsage = kind < 0.16 ? 'NONE' : 'ENCRYPT_DECRYPT';
    const isHeld = kind >= 0.16 && kind < 0.2;
    const tenantId = isHeld ? HELD[number % HELD.length]! : `tenant-${number % TENANTS}`;
    const keyName = isHeld ? 'main' : `k-${number}`;
    const end = isHeld || keyUsage === 'NONE' ? 'rejected' : 'provisioned';
    const asked: Asked = { requestId, tenantId, keyName, keyUsage, end };
    // The event of an invalid request depends on its text, which differs between the ways in.
    (keyUsage === 'NONE' ? invalid : valid).push(asked);
    return asked;
  }

  return {
    nextMessage: (random) => {
      if (random() < 0.05) {
        rubbish.push(`rubbish ${rubbish.length}`);
        return { value: rubbish.at(-1)! };
      }
      const { end: _, ...request } = next(random);
      return { key: request.tenantId, value: JSON.stringify(request) };
    },
    nextPost: (random) => {
      const { requestId, tenantId, keyName, keyUsage } = next(random);
      return { requestId, tenantId, body: JSON.stringify({ keyName, keyUsage }) };
    },
    asked: () => [...valid, ...invalid],
    rubbish,
  };
}
