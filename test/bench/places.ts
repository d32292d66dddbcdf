import { fileURLToPath } from 'node:url';

/** The benches run from their bundle, `dist/bench/main.mjs`. */
const ROOT_URL = new URL('../../', import.meta.url);

/** The absolute path of a file of the project. */
export function placeOf(path: string): string {
  return fileURLToPath(new URL(path, ROOT_URL));
}

export const FUNCTIONS = [
  'accept-request',
  'provision-keys',
  'heal',
  'redrive',
  'reconcile',
  'oversee',
] as const;

export type FunctionName = (typeof FUNCTIONS)[number];
