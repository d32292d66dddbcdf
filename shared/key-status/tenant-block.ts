import { createHmac } from 'node:crypto';
import { isJsonObject } from '../tenant-key/json.ts';
import { isSameText, type MarkerKey, type MarkerKeys } from '../tenant-key/marker.ts';
import type { TopicMessage, TopicRecord } from '../topics/topics.ts';
import type { TenantBlock } from './generated/tenant-block.ts';

/**
 * The record that blocks a tenant, as a message for the topic `key-status`. It is signed, always: a writer of the
 * topic who does not have our keys can block nobody.
 *
 * A signature does not expire. A writer can therefore put a block that was lifted there again, and can remove one,
 * as a removal has nothing that could be signed.
 *
 * @param keys The first one signs.
 */
export function blockMessage(
  block: Omit<TenantBlock, 'signature'>,
  [key]: MarkerKeys,
): TopicMessage {
  const signed: TenantBlock = { ...block, signature: signatureOf(block, key) };
  return { key: blockKey(block.tenantId), value: JSON.stringify(signed) };
}

/** Lifts the block of a tenant. */
export function blockRemoval(tenantId: string): TopicMessage {
  return { key: blockKey(tenantId), value: null };
}

/** The last records about blocks, by their keys. */
export type BlockRecords = {
  readonly blocks: Map<string, TenantBlock>;
  /** The keys of those without our signature. */
  readonly unproven: Set<string>;
};

export function noBlocks(): BlockRecords {
  return { blocks: new Map(), unproven: new Set() };
}

export function copyOfBlocks({ blocks, unproven }: BlockRecords): BlockRecords {
  return { blocks: new Map(blocks), unproven: new Set(unproven) };
}

/**
 * Takes a record, if it is about a block. The last record of a key counts, also one that is not ours: compaction has
 * forgotten the one before it sooner or later.
 *
 * @param keys Any of them may have signed a block.
 */
export function takeBlock(
  { blocks, unproven }: BlockRecords,
  { key, value }: TopicRecord,
  keys: MarkerKeys,
): void {
  if (key?.startsWith(PREFIX) !== true) return;
  blocks.delete(key);
  unproven.delete(key);
  if (value === null) return;
  const block = readBlock(key, value, keys);
  if (block !== undefined) blocks.set(key, block);
  else if (unproven.size < UNPROVEN_MAX) unproven.add(key);
}

const UNPROVEN_MAX = 1_000;

/** The block that a record has. Its signature shows that we wrote it, and so its form. */
function readBlock(key: string, value: string, keys: MarkerKeys): TenantBlock | undefined {
  try {
    const block: unknown = JSON.parse(value);
    return isSigned(block, keys) && key === blockKey(block.tenantId) ? block : undefined;
  } catch {
    return undefined; // It is not JSON.
  }
}

function isSigned(block: unknown, keys: MarkerKeys): block is TenantBlock {
  if (!isJsonObject(block) || typeof block.signature !== 'string') return false;
  const { signature, ...signed } = block;
  const key = keys.find(({ id }) => signature.startsWith(`${id}:`));
  return key !== undefined && isSameText(signature, signatureOf(signed, key));
}

/** HMAC-SHA256 (RFC 2104) over all fields that we write. Any other field would not be signed, and is not read. */
function signatureOf(
  { tenantId, externalTenantId, blockedAt, reason }: Readonly<Record<string, unknown>>,
  { id, secret }: MarkerKey,
): string {
  const external = externalTenantId === undefined ? [] : [externalTenantId];
  const signed = JSON.stringify([SIGNED_PREFIX, tenantId, blockedAt, reason, ...external]);
  return `${id}:${createHmac('sha256', secret).update(signed).digest('base64url')}`;
}

/** The same secrets sign markers and dead letters. The prefix keeps one signature from being used as another. */
const SIGNED_PREFIX = 'tenant-keys:block:1';

function blockKey(tenantId: string): string {
  return `${PREFIX}${tenantId}`;
}

const PREFIX = 'block:';
