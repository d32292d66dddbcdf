import { afterEach, describe, expect, test, vi } from 'vitest';
import { nodeRuntime, provideWebCrypto } from '../../functions/compose.ts';

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
});

describe('the runtime of a deployed function', () => {
  test('reads the credentials again each time, as the platform replaces them', () => {
    for (const generation of ['1', '2']) {
      vi.stubEnv('TENCENTCLOUD_SECRETID', `id-${generation}`);
      vi.stubEnv('TENCENTCLOUD_SECRETKEY', `key-${generation}`);
      vi.stubEnv('TENCENTCLOUD_SESSIONTOKEN', `token-${generation}`);
      expect(nodeRuntime().readCredentials()).toEqual({
        secretId: `id-${generation}`,
        secretKey: `key-${generation}`,
        token: `token-${generation}`,
      });
    }
  });

  test('acts after the delay, but not when it was cancelled', async () => {
    const runtime = nodeRuntime();
    const acts: string[] = [];
    const cancel = runtime.clock.after(1, () => acts.push('cancelled'));
    cancel();
    await new Promise<void>((resolve) => {
      runtime.clock.after(1, () => resolve(void acts.push('done')));
    });
    await runtime.clock.sleep(0);
    expect(acts).toEqual(['done']);
  });

  test('does not act at once when the delay is longer than a timer of Node allows', async () => {
    const runtime = nodeRuntime();
    const cancel = runtime.clock.after(2 ** 40, () => expect.fail('it was to wait'));
    await runtime.clock.sleep(20);
    cancel();
  });

  test('has a clock that does not go back', async () => {
    const runtime = nodeRuntime();
    const beforeMs = runtime.clock.nowMs();
    await runtime.clock.sleep(1);
    expect(runtime.clock.nowMs()).toBeGreaterThanOrEqual(beforeMs);
  });

  test('writes a line of the log to the standard output', () => {
    const write = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
    nodeRuntime().log('{"outcome":"provisioned"}');
    expect(write.mock.calls).toEqual([['{"outcome":"provisioned"}\n']]);
  });

  test('ends its process as failed, but not before its answer can have been sent', () => {
    vi.useFakeTimers();
    const exit = vi.spyOn(process, 'exit').mockImplementation(() => undefined as never);
    nodeRuntime().end();
    vi.advanceTimersByTime(49);
    expect(exit).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1);
    expect(exit.mock.calls).toEqual([[1]]);
    vi.useRealTimers();
  });
});

test('a function has the global crypto even if its Node has none', () => {
  const before = Object.getOwnPropertyDescriptor(globalThis, 'crypto')!;
  Reflect.deleteProperty(globalThis, 'crypto');
  try {
    provideWebCrypto();
    expect(crypto.subtle.verify).toBeTypeOf('function');
  } finally {
    Object.defineProperty(globalThis, 'crypto', before);
  }
});
