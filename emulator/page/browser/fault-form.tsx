import { useState } from 'preact/hooks';
import type { Settings } from '../wire.ts';
import { askServer } from './ask-server.ts';
import { readSettings } from './cloud-state.ts';
import { EFFECT_KINDS, type EffectKind } from './fault-effects.ts';
import { EffectValue } from './fault-value.tsx';
import { attempt } from './notices.tsx';
import { SelectField } from './select-field.tsx';
import { SuggestionField } from './suggestion-field.tsx';

/** Sets a fault. Only the fields that belong to the chosen effect are shown. */
export function FaultForm({ actions }: { readonly actions: Settings['actions'] }) {
  const [action, setAction] = useState('CreateKey');
  const [kindName, setKindName] = useState('error');
  const [value, setValue] = useState('');
  const [times, setTimes] = useState('1');
  const [percent, setPercent] = useState('100');
  const kinds = EFFECT_KINDS.filter(({ fits }) => fits(action));
  const kind = kinds.find(({ name }) => name === kindName) ?? kinds[0];

  function chooseKind(name: string): void {
    setKindName(name);
    setValue(name === 'tagCode' ? '1' : '');
  }

  async function submit(event: Event): Promise<void> {
    event.preventDefault();
    if (!kind) return;
    const fault = faultOf({ action, kind, value, times, percent });
    await attempt(
      () => askServer('/faults', { method: 'POST', body: [fault] }),
      `The fault of ${action} is set.`,
    );
    readSettings();
  }

  return (
    <form class="panel form" aria-label="Set a fault" onSubmit={(event) => void submit(event)}>
      <SuggestionField
        label="Action, or * for every one"
        value={action}
        suggestions={actions.map((one) => one.action)}
        onChange={setAction}
      />
      <SelectField
        label="What happens"
        size="grow"
        value={kind?.name ?? ''}
        options={kinds.map(({ name, text }) => [name, text] as const)}
        onChange={chooseKind}
      />
      {kind?.field && (
        <EffectValue
          field={kind.field}
          value={value}
          codes={codesOf(action, actions)}
          onChange={setValue}
        />
      )}
      <CountFields times={times} percent={percent} onTimes={setTimes} onPercent={setPercent} />
      <button type="submit" class="primary">
        Set the fault
      </button>
    </form>
  );
}

type CountFieldsProps = {
  readonly times: string;
  readonly percent: string;
  readonly onTimes: (times: string) => void;
  readonly onPercent: (percent: string) => void;
};

function CountFields({ times, percent, onTimes, onPercent }: CountFieldsProps) {
  return (
    <>
      <label class="field short">
        <span>Calls (empty: all)</span>
        <input
          type="number"
          min={1}
          step={1}
          value={times}
          onInput={(event) => onTimes(event.currentTarget.value)}
        />
      </label>
      <label class="field short">
        <span>Probability in %</span>
        <input
          type="number"
          min={0}
          max={100}
          step="any"
          required
          value={percent}
          onInput={(event) => onPercent(event.currentTarget.value)}
        />
      </label>
    </>
  );
}

/** The codes that the vendor declares for an action; those of all for `*`. */
function codesOf(action: string, actions: Settings['actions']): readonly string[] {
  const fitting = actions.filter((one) => action === '*' || one.action === action);
  return [...new Set(fitting.flatMap(({ codes }) => codes))].sort();
}

type Entered = {
  readonly action: string;
  readonly kind: EffectKind;
  readonly value: string;
  readonly times: string;
  readonly percent: string;
};

function faultOf({ action, kind, value, times, percent }: Entered) {
  return {
    action,
    effect: kind.effectOf(value),
    ...(times !== '' && { times: Number(times) }),
    ...(percent !== '100' && { probability: Number(percent) / 100 }),
  };
}
