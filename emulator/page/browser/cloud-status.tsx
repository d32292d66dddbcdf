import { useEffect, useState } from 'preact/hooks';
import { cloudNowMs, settings } from './cloud-state.ts';
import { connection } from './live.ts';
import { Time } from './time.tsx';

/** Where and when this cloud is, and whether the page is connected to it. */
export function CloudStatus() {
  return (
    <section class="status" aria-label="State of the cloud">
      <span class="status-item">
        <span class="label">Region</span> <b>{settings.value?.region ?? '…'}</b>
      </span>
      <span class="status-item">
        <span class="label">Cloud’s clock</span> <Clock />
      </span>
      <span class={`status-item connection ${connection.value}`} role="status">
        {TEXTS[connection.value]}
      </span>
    </section>
  );
}

const TEXTS: Readonly<Record<typeof connection.value, string>> = {
  waiting: 'Connecting…',
  live: 'Live',
  reconnecting: 'Connection lost; trying again…',
  away: 'Waiting for you to return',
};

function Clock() {
  const [, setTick] = useState(0);
  useEffect(() => {
    const timer = window.setInterval(() => setTick((tick) => tick + 1), 1_000);
    return () => clearInterval(timer);
  }, []);
  const nowMs = cloudNowMs();
  return <b class="clock">{nowMs === undefined ? '…' : <Time atMs={nowMs} withDate />}</b>;
}
