import { useState } from 'preact/hooks';
import { askServer } from './ask-server.ts';
import { cloudNowMs, readSettings } from './cloud-state.ts';
import { ConfirmButton } from './dialog.tsx';
import { attempt, report } from './notices.tsx';
import { PageHead } from './page-head.tsx';
import { SelectField } from './select-field.tsx';
import { durationText, Time } from './time.tsx';

/** The cloud's own clock, which can be put forward, and the reset of the cloud. */
export function ClockPage() {
  return (
    <>
      <PageHead title="Clock" />
      <section class="panel" aria-labelledby="clock">
        <h2 id="clock">Put the clock forward</h2>
        <p>
          The clock of this cloud decides about the age of keys, their deletion, timers and what
          expires. It only goes forward.
        </p>
        <div class="actions">
          {STEPS_MS.map((ms) => (
            <AdvanceButton key={ms} ms={ms} />
          ))}
        </div>
        <OwnAdvance />
      </section>
      <section class="panel" aria-labelledby="reset">
        <h2 id="reset">Reset the cloud</h2>
        <p>
          What is deployed stays: functions with their triggers, roles and policies, and the topics
          and buckets that were created. Everything else is removed.
        </p>
        <ResetButton />
      </section>
    </>
  );
}

const STEPS_MS = [60_000, 3_600_000, 86_400_000];

function AdvanceButton({ ms }: { readonly ms: number }) {
  const nowMs = cloudNowMs();
  const isValid = Number.isSafeInteger(ms) && ms > 0;
  return (
    <ConfirmButton
      label={`Forward by ${isValid ? durationText(ms) : '…'}`}
      question={`Put the clock forward by ${durationText(ms)}?`}
      isDisabled={!isValid}
      onConfirm={() => void advance(ms)}
    >
      <p>The clock cannot be put back; only a reset of the cloud starts it anew.</p>
      {nowMs !== undefined && (
        <p>
          It will be about <Time atMs={nowMs + ms} withDate />. Timers fire, and what is due by then
          happens.
        </p>
      )}
    </ConfirmButton>
  );
}

async function advance(ms: number): Promise<void> {
  await attempt(
    () => askServer('/clock/advance', { method: 'POST', body: { ms } }),
    `The clock was put forward by ${durationText(ms)}.`,
  );
  readSettings();
}

function OwnAdvance() {
  const [count, setCount] = useState('2');
  const [unitMs, setUnitMs] = useState('3600000');
  return (
    <div class="form">
      <label class="field short">
        <span>Another time</span>
        <input
          type="number"
          min={1}
          step={1}
          value={count}
          onInput={(event) => setCount(event.currentTarget.value)}
        />
      </label>
      <SelectField label="Unit" size="short" value={unitMs} options={UNITS} onChange={setUnitMs} />
      <AdvanceButton ms={Number(count) * Number(unitMs)} />
    </div>
  );
}

const UNITS = [
  ['1000', 'seconds'],
  ['60000', 'minutes'],
  ['3600000', 'hours'],
  ['86400000', 'days'],
] as const;

function ResetButton() {
  async function reset(): Promise<void> {
    const isDone = await attempt(() => askServer('/reset', { method: 'POST' }));
    if (isDone) report('The cloud was reset.');
    readSettings();
  }

  return (
    <ConfirmButton
      label="Reset the cloud"
      question="Reset the cloud?"
      confirm="Reset it"
      isDangerous
      onConfirm={() => void reset()}
    >
      <p>
        All keys, tags, messages, objects, faults and the journal are removed. Switches and the
        clock are as at the start again. This cannot be undone.
      </p>
      <p>Functions with their triggers, roles and policies, topics and buckets stay.</p>
    </ConfirmButton>
  );
}
