import { useId } from 'preact/hooks';

/** A required text for which there are suggestions; any other text may be entered as well. */
export function SuggestionField(props: SuggestionFieldProps) {
  const { label, value, suggestions, onChange, placeholder, size = '' } = props;
  const id = useId();
  return (
    <div class={`field ${size}`}>
      {/* The label does not contain the suggestions, which would be taken for a part of its text. */}
      <label for={id}>{label}</label>
      <input
        id={id}
        value={value}
        list={`${id}-list`}
        required
        autocomplete="off"
        spellcheck={false}
        placeholder={placeholder}
        onInput={(event) => onChange(event.currentTarget.value.trim())}
      />
      <datalist id={`${id}-list`}>
        {suggestions.map((text) => (
          <option key={text} value={text} />
        ))}
      </datalist>
    </div>
  );
}

type SuggestionFieldProps = {
  readonly label: string;
  readonly value: string;
  readonly suggestions: readonly string[];
  readonly onChange: (text: string) => void;
  readonly placeholder?: string;
  /** How much of the row it takes. */
  readonly size?: 'grow' | 'short';
};
