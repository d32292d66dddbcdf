import { webcrypto } from 'node:crypto';

/**
 * Gives the process the global `crypto`, by which jose checks signatures. Node has it since 19; the
 * platform also runs 18.
 *
 * @see https://nodejs.org/docs/latest-v18.x/api/globals.html#crypto (a flag has to turn it on there)
 */
export function provideWebCrypto(): void {
  Object.defineProperty(globalThis, 'crypto', { value: webcrypto, configurable: true });
}
