import type { MarkerKeys } from '../tenant-key/marker.ts';
import type { Clock, TenantBlocks } from '../tenant-key/ports.ts';
import { within } from '../tenant-key/time.ts';
import type { TopicReader } from '../topics/topics.ts';
import { statusReading } from './reading.ts';
import { copyOfBlocks, noBlocks, takeBlock } from './tenant-block.ts';

/**
 * Keeps what an instance knows of the tenants that are blocked. It reads the topic at most once a minute, when it is
 * asked, and beside what asks: `isBlocked` answers at once by what is known. A reading that fails changes nothing.
 *
 * @param keys Any of them may have signed a block.
 * @param wallMs The time of day, in milliseconds since 1970.
 */
export function blockedTenants(
  records: Pick<TopicReader, 'readAll'>,
  keys: MarkerKeys,
  { clock, wallMs }: { readonly clock: Clock; readonly wallMs: () => number },
): TenantBlocks {
  const table = statusReading({
    empty: noBlocks,
    copy: copyOfBlocks,
    take: (known, record) => takeBlock(known, record, keys),
  });
  let blocked: ReadonlySet<string> = new Set();
  /** When the last reading began. The clock goes on while the platform freezes the instance. */
  let begunMs = Number.NEGATIVE_INFINITY;
  let reading: Promise<void> = Promise.resolve();

  function refreshIfOld(): void {
    if (clock.nowMs() - begunMs < REFRESH_MS) return;
    begunMs = clock.nowMs();
    reading = table.refresh(records, wallMs(), begunMs + READING_MS_MAX).then(
      ({ blocks }) => {
        blocked = new Set(Array.from(blocks.values(), ({ tenantId }) => tenantId));
      },
      () => {}, // What is known stays. The function that manages blocks reports topics that cannot be read.
    );
  }

  return {
    isBlocked: (tenantId) => {
      refreshIfOld();
      return blocked.has(tenantId);
    },
    known: async () => {
      const isRecent = clock.nowMs() - begunMs < RECENT_MS;
      refreshIfOld();
      if (isRecent) return;
      await within(WAIT_MS_MAX, clock, () => reading.then(() => true));
    },
  };
}

const REFRESH_MS = 60_000;
const READING_MS_MAX = 5_000;

/** An instance that works reads again within this time. One that is new or was idle knows nothing, or nothing of late. */
const RECENT_MS = 75_000;

/** The topics may be down, and nobody is to wait for long because of that. */
const WAIT_MS_MAX = 500;
