/** How long a test may take before it counts as hung. This is no measure of speed: the machine may be busy. */
export function limits(minutes: number) {
  const timeoutMs = minutes * 60_000;
  return {
    testTimeout: timeoutMs,
    hookTimeout: timeoutMs,
    // The default is a second.
    expect: { poll: { timeout: 30_000 } },
  };
}
