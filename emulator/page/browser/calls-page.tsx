import { useCallback, useEffect, useMemo } from 'preact/hooks';
import type { CallRow } from '../wire.ts';
import { address, changeQuery, linkTo } from './address.ts';
import { CodeBadge } from './badge.tsx';
import { type CallList, callList, clearedTo, isPaused } from './call-list.ts';
import type { CallFilter } from './call-rows.ts';
import { FilterBar, FilterLinks, SearchField } from './filter-bar.tsx';
import { OneLine } from './one-line.tsx';
import { PageHead } from './page-head.tsx';
import { SelectField } from './select-field.tsx';
import { useShortcut } from './shortcuts.tsx';
import { type Column, RowLink, Table } from './table.tsx';
import { Time } from './time.tsx';

/** The calls of the APIs as they arrive. */
export function CallsPage() {
  const filter = filterOf(address.value.query);
  const list = useMemo(() => callList(filter), [filter.search, filter.kind, filter.caller]);
  useEffect(() => list.start(), [list]);
  useShortcut('p', 'Pause the list of calls, or continue', list.togglePause);
  const { rows, isBusy, problem, hasOlder } = list.state.value;
  const isFiltered = filter.search + filter.kind + filter.caller !== '';
  return (
    <>
      <PageHead title="Calls">
        <ListActions list={list} />
      </PageHead>
      <CallFilters filter={filter} rows={rows} />
      {problem && (
        <p class="notice problem" role="alert">
          {problem}
        </p>
      )}
      <Table
        caption="Calls, newest first"
        columns={COLUMNS}
        rows={rows}
        keyOf={({ number }) => number}
        isBusy={isBusy}
        onAim={list.hold}
        empty={emptyText(problem, isFiltered)}
      />
      {hasOlder && (
        <button type="button" disabled={isBusy} onClick={() => void list.readOlder()}>
          Show older calls
        </button>
      )}
    </>
  );
}

function ListActions({ list }: { readonly list: CallList }) {
  const { arrived, rows, isBusy } = list.state.value;
  const hasNone = rows.length === 0 && !clearedTo.value && !isBusy;
  const clear = useCallback(() => (clearedTo.value ? list.showCleared() : list.clear()), [list]);
  return (
    <>
      {/* It changes too often to be read aloud. */}
      <span class="count">{isPaused.value && `${arrived} arrived since the pause`}</span>
      <button
        type="button"
        class={isPaused.value ? 'primary' : undefined}
        onClick={list.togglePause}
      >
        {isPaused.value ? 'Continue' : 'Pause'}
      </button>
      <button type="button" disabled={hasNone} onClick={clear}>
        {clearedTo.value ? 'Show cleared calls' : 'Clear'}
      </button>
    </>
  );
}

function emptyText(problem: string | undefined, isFiltered: boolean): string {
  if (problem !== undefined) return 'The calls are not known.';
  if (isFiltered) return 'No call matches the filter.';
  return clearedTo.value ? 'No call has arrived since you cleared.' : 'No call has arrived yet.';
}

type CallFiltersProps = { readonly filter: CallFilter; readonly rows: readonly CallRow[] };

function CallFilters({ filter, rows }: CallFiltersProps) {
  const { search, kind, caller } = filter;
  const callers = [...new Set([caller, ...rows.map((row) => row.caller)])].filter(Boolean).sort();
  return (
    <FilterBar>
      <SearchField
        label="Search"
        placeholder="Action, subject, code, caller or parameter"
        value={search}
        onChange={(text) => changeQuery({ search: text })}
      />
      <SelectField
        label="Caller"
        value={caller}
        options={[['', 'All'], ...callers.map((name) => [name, name] as const)]}
        onChange={(value) => changeQuery({ caller: value })}
      />
      <FilterLinks
        label="Saved filters"
        links={SAVED.map(([title, value]) => ({
          title,
          href: linkTo(['calls'], { search, caller, kind: value }),
          isCurrent: value === kind,
        }))}
      />
    </FilterBar>
  );
}

const SAVED: readonly (readonly [title: string, kind: CallFilter['kind']])[] = [
  ['All', ''],
  ['Failed', 'failed'],
  ['Changes', 'changes'],
];

function filterOf(query: URLSearchParams): CallFilter {
  const kind = query.get('kind');
  return {
    search: query.get('search') ?? '',
    kind: kind === 'failed' || kind === 'changes' ? kind : '',
    caller: query.get('caller') ?? '',
  };
}

const COLUMNS: readonly Column<CallRow>[] = [
  { title: 'Time', width: '7.5rem', cell: ({ atMs }) => <Time atMs={atMs} /> },
  {
    title: 'Action',
    width: '13rem',
    cell: ({ number, action }) => <RowLink href={linkTo(['calls', number])}>{action}</RowLink>,
  },
  { title: 'Subject', cell: ({ subject }) => <OneLine>{subject}</OneLine> },
  {
    title: 'Caller',
    width: '0.8fr',
    cell: ({ caller }) => <OneLine>{caller || 'nobody'}</OneLine>,
  },
  {
    title: 'Result',
    width: '18rem',
    cell: ({ code, received }) => (
      <>
        <CodeBadge code={code} />
        {received !== 'answer' && <span class="warning-text"> received {received}</span>}
      </>
    ),
  },
];
