import { fingerprintOf } from './fingerprint.ts';
import { type KeyRequest as Fields, KEY_REQUEST_DEFAULTS } from './generated/key-request.ts';
import { type KeyName, TENANT_TAG_KEY, type TenantId } from './names.ts';
import type { FailedAttempt } from './outcome.ts';
import { parseText } from './parse-text.ts';
import type { KeyOrigin, Problem, Tag } from './ports.ts';
import { problemsOf } from './request-problems.ts';

/** A valid request with its defaults filled in. */
export type KeyRequest = {
  readonly requestId: string;
  readonly tenantId: TenantId;
  readonly keyName: KeyName;
  readonly keyUsage: NonNullable<Fields['keyUsage']>;
  readonly origin: KeyOrigin;
  readonly description: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly hsmClusterId?: string;
};

/**
 * Who asked for what: enough to tell somebody what became of a request, even of one that is not
 * valid. The fingerprint stands for its content.
 */
export type Identity = {
  readonly requestId: string;
  readonly tenantId: string;
  readonly keyName?: string;
  readonly fingerprint: string;
};

export type ParsedRequest =
  | { readonly ok: true; readonly request: KeyRequest }
  | { readonly ok: false; readonly failed: FailedAttempt };

/** Parses a message's text. Reports every problem at once, so that its sender can fix all in one go. */
export function parseRequest(text: string): ParsedRequest {
  const parsed = parseText(text);
  if (!parsed.ok) return refused(parsed.code, parsed.problems);
  const { value } = parsed;
  if (!isRecord(value)) {
    const detail = 'The message is JSON, but not an object.';
    return refused('RequestUnreadable', [{ pointer: '', detail }]);
  }
  const problems = problemsOf(value);
  if (problems.length > 0) return refused('RequestInvalid', problems, claimedIdentity(value));
  return { ok: true, request: requestOf(value as unknown as Fields) };
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function refused(
  code: string,
  problems: readonly Problem[],
  identity?: Identity,
): ParsedRequest & { readonly ok: false } {
  return { ok: false, failed: { kind: 'failed', code, stage: 'parse', identity, problems } };
}

/** The casts are where the schema's word is taken: the value has just passed it. */
function requestOf(fields: Fields): KeyRequest {
  const { requestId, tenantId, keyName, hsmClusterId } = fields;
  return {
    requestId,
    tenantId: tenantId as TenantId,
    keyName: keyName as KeyName,
    keyUsage: fields.keyUsage ?? KEY_REQUEST_DEFAULTS.keyUsage,
    origin: fields.origin ?? KEY_REQUEST_DEFAULTS.origin,
    description: fields.description ?? '',
    tags: fields.tags ?? {},
    ...(hsmClusterId === undefined ? {} : { hsmClusterId }),
  };
}

/** Who an invalid request says it is from, if that can be repeated safely. */
function claimedIdentity(value: Readonly<Record<string, unknown>>): Identity | undefined {
  const requestId = legible(value, 'requestId');
  const tenantId = legible(value, 'tenantId');
  if (requestId === undefined || tenantId === undefined) return undefined;
  const keyName = legible(value, 'keyName');
  const fingerprint = fingerprintOf(value);
  return { requestId, tenantId, ...(keyName === undefined ? {} : { keyName }), fingerprint };
}

function legible(value: Readonly<Record<string, unknown>>, name: string): string | undefined {
  const text = Object.hasOwn(value, name) ? value[name] : undefined;
  return typeof text === 'string' && LEGIBLE.test(text) ? text : undefined;
}

/** Printable ASCII: it cannot break a line, turn the writing round, or look like another name. */
const LEGIBLE = /^[!-~](?:[ -~]{0,62}[!-~])?$/;

/** Who asked for what, of a valid request. */
export function identityOf(request: KeyRequest): Identity {
  const { requestId, tenantId, keyName } = request;
  return { requestId, tenantId, keyName, fingerprint: specFingerprint(request) };
}

/**
 * The fingerprint of what is asked for, whoever's request it is in: two requests with the same one
 * mean the same key.
 */
export function specFingerprint({ requestId: _, ...spec }: KeyRequest): string {
  return fingerprintOf(spec);
}

/** All tags of the request's key, the tenant's own first. */
export function tagsOf({ tenantId, tags }: KeyRequest): readonly Tag[] {
  const own = { key: TENANT_TAG_KEY, value: tenantId };
  return [own, ...Object.entries(tags).map(([key, value]) => ({ key, value }))];
}
