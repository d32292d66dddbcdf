import { useId } from 'preact/hooks';

/** A choice of one of a few values. */
export function SelectField(props: SelectFieldProps) {
  const { label, value, options, onChange, size = '' } = props;
  const id = useId();
  return (
    <div class={`field ${size}`}>
      {/* The label does not contain the choices, which would be taken for a part of its text. */}
      <label for={id}>{label}</label>
      <select id={id} value={value} onChange={(event) => onChange(event.currentTarget.value)}>
        {options.map(([option, text]) => (
          <option key={option} value={option}>
            {text}
          </option>
        ))}
      </select>
    </div>
  );
}

type SelectFieldProps = {
  readonly label: string;
  readonly value: string;
  readonly options: readonly (readonly [value: string, text: string])[];
  readonly onChange: (value: string) => void;
  /** How much of the row it takes. */
  readonly size?: 'grow' | 'short';
};
