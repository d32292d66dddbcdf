// Copied from shared/tenant-key/tenant-id.ts by `npm run generate`. Do not edit.

import { createHash } from 'node:crypto';

/**
 * The tenant that an id means, wherever the id comes from: a path, a body, a token, a command or a file. The same id
 * always means the same tenant, and two ids never do.
 *
 * An id that has the form of a tenant id, and does not begin with {@link MADE_PREFIX}, is one. Every other id, as
 * identity providers make them, becomes one: the prefix and the first 128 bits of its SHA-256. An id with the prefix is
 * hashed too, so that nobody becomes another tenant by being registered under the id that was made for it. So the
 * made id of a tenant is never sent: it would mean another tenant.
 *
 * This module imports nothing of the project, so that a client can have the same rule.
 *
 * @param id One in which {@link tenantIdFlaw} finds a flaw stands for itself, and no tenant has it.
 */
export function tenantOf(id: string): Tenant {
  const isItself = TENANT_ID.test(id) && !RESERVED.test(id);
  if (isItself || tenantIdFlaw(id) !== undefined) return { tenantId: id };
  return { tenantId: madeId(id), externalTenantId: id };
}

/** How a tenant is named. */
export type Tenant = {
  /** The id that aliases, tags and the paths of statuses have: at most 36 letters, digits and hyphens. */
  readonly tenantId: string;
  /** The id as it was sent, where it is another. */
  readonly externalTenantId?: string;
};

/** The id by which a tenant is asked for. {@link tenantOf} gives the same tenant for it again. */
export function sentId({ tenantId, externalTenantId }: Tenant): string {
  return externalTenantId ?? tenantId;
}

/** The names of a tenant alone, without one that is undefined. */
export function tenantIn({ tenantId, externalTenantId }: Tenant): Tenant {
  return externalTenantId === undefined ? { tenantId } : { tenantId, externalTenantId };
}

/**
 * Why an id can mean no tenant, as a part of a sentence; undefined if it can. Nothing of the id is quoted but the
 * number of a character.
 */
export function tenantIdFlaw(id: string): string | undefined {
  if (id === '') return 'it is empty';
  const at = id.search(/[^!-~]/);
  if (at !== -1) return `character ${at + 1} is ${characterName(id, at)}`;
  return id.length > ID_LENGTH_MAX ? `it has ${id.length} characters` : undefined;
}

/** Whether a text is the id of a tenant, as aliases and tags have it: of the form that is sent as it is, or made. */
export function isTenantId(text: string): boolean {
  return TENANT_ID.test(text) && (!RESERVED.test(text) || isMadeId(text));
}

/** Whether a text has the form of an id that was made from another. */
export function isMadeId(text: string): boolean {
  return MADE_ID.test(text);
}

/** The longest id that is sent. */
const ID_LENGTH_MAX = 128;

/** As long as the alias of a key has room for it. */
const TENANT_ID = /^[a-z0-9](?:[a-z0-9-]{0,34}[a-z0-9])?$/;

/** Begins ids that are made. Two hyphens in such places are rare elsewhere: internet names reserve them too (RFC 5890). */
export const MADE_PREFIX = 'x--';

/** KMS keeps `kms-` for cloud products. */
const RESERVED = /^(?:kms-|x--)/;

const MADE_ID = /^x--[a-z2-7]{26}$/;

function characterName(id: string, at: number): string {
  const code = id.codePointAt(at) as number;
  if (code === 0x20) return 'a space';
  const number = `U+${code.toString(16).toUpperCase().padStart(4, '0')}`;
  return code < 0x80 ? `the control character ${number}` : `${number}, which is not ASCII`;
}

function madeId(id: string): string {
  const digest = createHash('sha256').update(id, 'latin1').digest();
  return `${MADE_PREFIX}${base32(digest.subarray(0, 16))}`;
}

/** In lower case and without padding: 26 characters for 128 bits, of which the last has three. @see RFC 4648, section 6 */
function base32(bytes: Uint8Array): string {
  let text = '';
  let [bits, value] = [0, 0];
  for (const byte of bytes) {
    value = (value << 8) | byte;
    for (bits += 8; bits >= 5; bits -= 5) text += ALPHABET.charAt((value >>> (bits - 5)) & 31);
    value &= 31;
  }
  return text + ALPHABET.charAt((value << (5 - bits)) & 31);
}

const ALPHABET = 'abcdefghijklmnopqrstuvwxyz234567';
