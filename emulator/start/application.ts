import { KEY_REQUESTS } from '../../shared/topics/topic-names.ts';

/** A function of the application, as it is deployed. Whoever may, may invoke each by its name too. */
export type ApplicationFunction = {
  /** Also of its bundle, `dist/functions/<name>/index.js`. */
  readonly name: string;
  readonly timeoutMs: number;
  readonly memoryMb: number;
  readonly instancesMax: number;
  /** What one instance may call. All instances of all functions together stay within the limits. */
  readonly kmsCallsPerSecond: number;
  readonly tagCallsPerSecond: number;
  readonly trigger: FunctionTrigger;
};

type FunctionTrigger =
  | { readonly kind: 'url' }
  | {
      readonly kind: 'ckafka';
      readonly topic: string;
      readonly maxMsgNum: number;
      /** Short, for whoever looks on; deployed to the cloud, a longer one makes larger batches. */
      readonly windowMs: number;
      readonly retriesMax: number;
    }
  | {
      readonly kind: 'timer';
      readonly name: string;
      /** Second, minute, hour, day, month, weekday and year, in Beijing's time. */
      readonly cron: string;
      readonly message: string;
    };

/**
 * The application. The account has 100 calls a second of KMS and 20 of TagResources. Shares are kept
 * at sending, and on the way calls bunch, so a fifth is left over: 4 x 8 + 3 x 12 + 6 + 6 = 80, and
 * 4 x 1 + 3 x 3 + 2 + 1 = 16.
 */
export const APPLICATION: readonly ApplicationFunction[] = [
  {
    name: 'accept-request',
    timeoutMs: 30_000,
    memoryMb: 256,
    instancesMax: 4,
    kmsCallsPerSecond: 8,
    tagCallsPerSecond: 1,
    trigger: { kind: 'url' },
  },
  {
    name: 'provision-keys',
    timeoutMs: 60_000,
    memoryMb: 256,
    instancesMax: 3, // One for each partition: more would have nothing to do.
    kmsCallsPerSecond: 12,
    tagCallsPerSecond: 3,
    trigger: {
      kind: 'ckafka',
      topic: KEY_REQUESTS,
      maxMsgNum: 100,
      windowMs: 50,
      retriesMax: 10_000, // The most that the platform takes: a batch that is given up is lost.
    },
  },
  {
    name: 'redrive',
    timeoutMs: 60_000,
    memoryMb: 256,
    instancesMax: 1, // One at a time reads the letters and sends them in again.
    kmsCallsPerSecond: 6,
    tagCallsPerSecond: 2,
    trigger: { kind: 'timer', name: 'every-minute', cron: '0 */1 * * * * *', message: 'resume' },
  },
  {
    name: 'reconcile',
    timeoutMs: 300_000,
    memoryMb: 256,
    instancesMax: 1,
    kmsCallsPerSecond: 6,
    tagCallsPerSecond: 1,
    trigger: { kind: 'timer', name: 'every-day', cron: '0 0 3 * * * *', message: 'check' },
  },
];
