import type { SwitchRow } from '../wire.ts';

/** One switch with its text and its default. A number is taken when the field is left. */
export function SwitchView({ row, onChange }: SwitchViewProps) {
  const isChanged = row.value !== row.default;
  const id = `switch-${row.name}`;
  return (
    <li class={isChanged ? 'switch changed' : 'switch'}>
      <div class="switch-control">
        <SwitchInput id={id} row={row} onChange={onChange} />
        <label for={id}>{row.name}</label>
      </div>
      <p id={`${id}-text`}>
        {withCode(row.text)} <span class="muted">Default: {defaultText(row.default)}.</span>
      </p>
      {isChanged && (
        <button
          type="button"
          class="quiet"
          aria-label={`Reset to default: ${row.name}`}
          onClick={() => onChange(row.default)}
        >
          Reset to default
        </button>
      )}
    </li>
  );
}

type SwitchViewProps = {
  readonly row: SwitchRow;
  readonly onChange: (value: boolean | number) => void;
};

function SwitchInput({ id, row, onChange }: SwitchViewProps & { readonly id: string }) {
  const { value } = row;
  if (typeof value === 'boolean') {
    return (
      <input
        id={id}
        type="checkbox"
        checked={value}
        aria-describedby={`${id}-text`}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
    );
  }
  return (
    <input
      id={id}
      type="number"
      min={0}
      step={1}
      // The field shows the cloud's value again after a refusal.
      key={String(value)}
      defaultValue={String(value)}
      aria-describedby={`${id}-text`}
      onChange={({ currentTarget: field }) => {
        if (field.reportValidity() && field.value !== '') onChange(field.valueAsNumber);
        else field.value = String(value);
      }}
    />
  );
}

function defaultText(value: boolean | number): string {
  if (typeof value === 'number') return String(value);
  return value ? 'on' : 'off';
}

/** A text with its `words in backquotes` as code. */
function withCode(text: string) {
  return text.split('`').map((part, index) => {
    return index % 2 === 0 ? part : <code key={part}>{part}</code>;
  });
}
