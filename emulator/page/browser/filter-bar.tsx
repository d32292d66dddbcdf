import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';

/** What narrows a list down, and what is said of the list. */
export function FilterBar({ children }: { readonly children: ComponentChildren }) {
  return (
    <search class="filter-bar" aria-label="Filter">
      {children}
    </search>
  );
}

/** How many rows there are. It is read aloud for a filter alone, since without one it changes all the time. */
export function RowCount({ isFiltered, children }: RowCountProps) {
  return (
    <output class="count" aria-live={isFiltered ? 'polite' : 'off'}>
      {children}
    </output>
  );
}

type RowCountProps = { readonly isFiltered: boolean; readonly children: string | undefined };

/** A field whose text is taken when the reader pauses. The key `/` leads to it. */
export function SearchField({ label, value, onChange, placeholder }: SearchFieldProps) {
  const [text, setText] = useState(value);
  const timer = useRef<number | undefined>(undefined);

  useEffect(() => {
    // The text may also change by a link. A blank at its end is about to be followed by a word.
    setText((before) => (before.trim() === value ? before : value));
    return () => clearTimeout(timer.current);
  }, [value]);

  function take(next: string): void {
    setText(next);
    clearTimeout(timer.current);
    timer.current = window.setTimeout(onChange, PAUSE_MS, next.trim());
  }

  return (
    <label class="field grow">
      <span>{label}</span>
      <input
        type="search"
        data-search
        value={text}
        placeholder={placeholder}
        autocomplete="off"
        spellcheck={false}
        maxLength={200}
        onInput={(event) => take(event.currentTarget.value)}
      />
    </label>
  );
}

type SearchFieldProps = {
  readonly label: string;
  readonly value: string;
  readonly onChange: (text: string) => void;
  readonly placeholder?: string;
};

const PAUSE_MS = 200;

/** Filters as links, of which the one that holds is marked. */
export function FilterLinks({ label, links }: FilterLinksProps) {
  return (
    <nav class="filter-links" aria-label={label}>
      {links.map(({ title, href, isCurrent }) => (
        <a key={title} href={href} aria-current={isCurrent ? 'true' : undefined}>
          {title}
        </a>
      ))}
    </nav>
  );
}

type FilterLinksProps = {
  readonly label: string;
  readonly links: readonly {
    readonly title: string;
    readonly href: string;
    readonly isCurrent: boolean;
  }[];
};
