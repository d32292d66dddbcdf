import type { EffectField } from './fault-effects.ts';
import { SelectField } from './select-field.tsx';
import { SuggestionField } from './suggestion-field.tsx';

/** The field for the value of an effect. */
export function EffectValue({ field, value, codes, onChange }: EffectValueProps) {
  if (field === 'tagCode') {
    const options = ['1', '2'].map((code) => [code, code] as const);
    return <SelectField label="TagCode" size="short" {...{ value, options, onChange }} />;
  }
  if (field === 'code') {
    return (
      <SuggestionField
        label="Error code"
        size="grow"
        placeholder="InternalError"
        suggestions={codes}
        {...{ value, onChange }}
      />
    );
  }
  const { label, min, max } = NUMBERS[field];
  return (
    <label class="field short">
      <span>{label}</span>
      <input
        type="number"
        required
        min={min}
        max={max}
        step={1}
        value={value}
        onInput={(event) => onChange(event.currentTarget.value)}
      />
    </label>
  );
}

type EffectValueProps = {
  readonly field: EffectField;
  readonly value: string;
  /** The codes to propose. */
  readonly codes: readonly string[];
  readonly onChange: (value: string) => void;
};

const NUMBERS = {
  status: { label: 'Status', min: 400, max: 599 },
  ms: { label: 'Milliseconds', min: 0, max: 3_600_000 },
};
