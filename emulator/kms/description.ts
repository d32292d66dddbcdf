import { Buffer } from 'node:buffer';
import { refuse } from '../api/refuse.ts';
import type { Refusal } from '../api/service.ts';

/** Refuses a description that is too long. The limit counts bytes of UTF-8, not characters. */
export function checkDescription(description: string): Refusal | undefined {
  const size = Buffer.byteLength(description, 'utf8');
  if (size <= SIZE_MAX) return undefined;
  return refuse('InvalidParameter', `Description has ${size} bytes; ${SIZE_MAX} are allowed.`);
}

const SIZE_MAX = 1_024;
