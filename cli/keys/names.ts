import { quoted } from '../../terminal/sentences.ts';
import type { Awaited } from './wait.ts';

/** The tenant and the name in `TENANT/NAME`, whose form has been checked. The id of a tenant may have a slash. */
export function keyNamed(text: string): { readonly tenantId: string; readonly keyName: string } {
  const at = text.lastIndexOf('/');
  return { tenantId: text.slice(0, at), keyName: text.slice(at + 1) };
}

/** What `keys wait` waits for, as it is typed. */
export type TypedAwaited = Awaited & {
  /** What comes before `/v1` where it was typed as an address: it must be that of the API. */
  readonly url?: string;
};

/**
 * Reads what to wait for: a key as `TENANT/NAME`, perhaps with the id of the request for it; the `Location` of an
 * answer with or without its host; or the id of a request beside its tenant. Otherwise returns a sentence that says
 * what is wrong.
 */
export function awaitedIn(
  text: string,
  tenant: string | undefined,
  requestId: string | undefined,
): TypedAwaited | string {
  if (requestId !== undefined) {
    // A key alone has a request: so the id of its tenant may be an address, or begin with a slash.
    const isKey = ANY_KEY.test(text) && !LOCATION.test(text);
    return isKey ? { ...keyNamed(text), requestId } : REQUEST_OF_KEY;
  }
  if (KEY.test(text)) return keyNamed(text);
  const [path = '', acceptedAt] = text.split(ACCEPTED);
  const located = LOCATION.exec(path);
  if (located !== null) return awaitedAt(located, acceptedAt) ?? malformed(text);
  if (!REQUEST_ID.test(text)) return malformed(text);
  return tenant === undefined
    ? `The tenant of the request is missing: tenant-keys keys wait ${text} --tenant acme.`
    : { tenantId: tenant, requestId: text };
}

/** Undefined where a part of it is not encoded as in a URL. */
function awaitedAt(
  [, url = '', tenantPart, kind, idPart]: RegExpExecArray,
  acceptedAt: string | undefined,
) {
  const [tenantId, id] = [tenantPart, idPart].map(decoded);
  if (tenantId === undefined || id === undefined) return undefined;
  const named = kind === 'keys' ? { keyName: id } : { requestId: id, acceptedAt };
  return { tenantId, ...named, ...(url !== '' && { url }) };
}

/** An address or a path. */
const LOCATION = /^(https?:\/\/[^?#\s]*)?\/v1\/tenants\/([^/?#\s]+)\/(keys|requests)\/([^/?#\s]+)$/;

/** The query of a location whose status could not be written. */
const ACCEPTED = '?accepted=';

const ANY_KEY = /^(?!\.{1,2}\/)[!-~]{1,128}\/[a-z0-9](?:[a-z0-9-]{0,20}[a-z0-9])?$/;

/** What begins like an address is none, although the id of a tenant may be an address. */
const KEY = /^(?!\/|https?:\/\/|\.{1,2}\/)[!-~]{1,128}\/[a-z0-9](?:[a-z0-9-]{0,20}[a-z0-9])?$/;

/** As `events/key-request.schema.json` has it. */
const REQUEST_ID = /^[A-Za-z0-9._:-]{1,64}$/;

function decoded(part = ''): string | undefined {
  try {
    return decodeURIComponent(part);
  } catch {
    return undefined;
  }
}

const REQUEST_OF_KEY = '--request goes with a key: tenant-keys keys wait acme/main --request r-1.';

function malformed(text: string): string {
  return `${quoted(text)} must be a key such as acme/main, a Location such as /v1/tenants/acme/requests/r-1, or the id of a request with --tenant.`;
}
