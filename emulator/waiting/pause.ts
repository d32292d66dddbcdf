import { untilStopped } from './until-stopped.ts';

/** Waits; ends early when `signal` aborts. */
export async function pause(delayMs: number, signal: AbortSignal): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const elapsed = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, delayMs);
  });
  await untilStopped(elapsed, signal);
  clearTimeout(timer);
}
