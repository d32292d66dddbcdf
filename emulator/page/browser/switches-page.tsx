import { useLayoutEffect, useRef } from 'preact/hooks';
import type { SwitchRow } from '../wire.ts';
import { address, changeQuery } from './address.ts';
import { askServer } from './ask-server.ts';
import { readSettings, settings } from './cloud-state.ts';
import { FilterBar, SearchField } from './filter-bar.tsx';
import { attempt } from './notices.tsx';
import { PageHead } from './page-head.tsx';
import { SwitchView } from './switch-view.tsx';

/** The limits of the account and the behaviour that the vendor does not document. */
export function SwitchesPage() {
  const search = address.value.query.get('search') ?? '';
  const switches = settings.value?.switches ?? [];
  const matching = switches.filter((row) => matches(row, search));
  const changed = matching.filter(isChanged);
  const lastChanged = useRef('');

  // A switch that changes moves to the other list, and must not lose the focus by that.
  useLayoutEffect(() => {
    const moved = document.getElementById(lastChanged.current);
    if (moved && document.activeElement === document.body) moved.focus();
  });

  async function change(name: string, value: boolean | number): Promise<void> {
    lastChanged.current = `switch-${name}`;
    await put({ [name]: value });
  }

  async function reset(): Promise<void> {
    // The button is about to be disabled, which would lose the focus.
    lastChanged.current = `switch-${changed[0]?.name}`;
    document.getElementById(lastChanged.current)?.focus();
    // Also those that were changed after the page read them.
    await put(defaultsOf(switches), ALL_RESET);
  }

  return (
    <>
      <PageHead title="Switches">
        <button type="button" disabled={!switches.some(isChanged)} onClick={() => void reset()}>
          Reset all to their defaults
        </button>
      </PageHead>
      <FilterBar>
        <SearchField
          label="Search"
          placeholder="Name or text"
          value={search}
          onChange={(text) => changeQuery({ search: text })}
        />
        <output class="count">{`${changed.length} changed, ${matching.length} shown`}</output>
      </FilterBar>
      <SwitchList title="Changed" rows={changed} onChange={change} />
      <SwitchList
        title="As by default"
        rows={matching.filter((row) => !isChanged(row))}
        onChange={change}
      />
      {settings.value && matching.length === 0 && <p class="empty">No switch matches.</p>}
    </>
  );
}

type Changes = Readonly<Record<string, boolean | number>>;

async function put(changes: Changes, done?: string): Promise<void> {
  await attempt(() => askServer('/switches', { method: 'PUT', body: changes }), done);
  readSettings();
}

const ALL_RESET = 'All switches are reset to their defaults.';

type SwitchListProps = {
  readonly title: string;
  readonly rows: readonly SwitchRow[];
  readonly onChange: (name: string, value: boolean | number) => Promise<void>;
};

function SwitchList({ title, rows, onChange }: SwitchListProps) {
  if (rows.length === 0) return null;
  return (
    <section class="switches" aria-label={title}>
      <h2>{title}</h2>
      <ul>
        {rows.map((row) => (
          <SwitchView
            key={row.name}
            row={row}
            onChange={(value) => void onChange(row.name, value)}
          />
        ))}
      </ul>
    </section>
  );
}

function isChanged(row: SwitchRow): boolean {
  return row.value !== row.default;
}

function defaultsOf(rows: readonly SwitchRow[]): Changes {
  return Object.fromEntries(rows.map((row) => [row.name, row.default]));
}

function matches({ name, text }: SwitchRow, search: string): boolean {
  return `${name} ${text}`.toLowerCase().includes(search.toLowerCase());
}
