import { signal } from '@preact/signals';
import { address, changeQuery, linkTo } from '../../../emulator/page/browser/address.ts';
import { AnswerNotice, emptyText } from '../../../emulator/page/browser/answer-notice.tsx';
import { CodeBadge } from '../../../emulator/page/browser/badge.tsx';
import { FilterBar, FilterLinks, SearchField } from '../../../emulator/page/browser/filter-bar.tsx';
import { OneLine } from '../../../emulator/page/browser/one-line.tsx';
import { PageHead } from '../../../emulator/page/browser/page-head.tsx';
import { useSameRows } from '../../../emulator/page/browser/same-rows.ts';
import { type Column, RowLink, Table } from '../../../emulator/page/browser/table.tsx';
import { Time } from '../../../emulator/page/browser/time.tsx';
import { useAnswer } from '../../../emulator/page/browser/use-answer.ts';
import type { DeadLetterRow, DeadLetterPage as Page } from '../wire.ts';
import { DeadLetterActions } from './dead-letter-actions.tsx';
import { deadLetterName } from './request-words.tsx';

/** The dead letters that are not settled, by their state, and what can be done with those that are chosen. */
export function DeadLettersPage() {
  const { query } = address.value;
  const state = query.get('state') === 'waiting' ? 'waiting' : 'parked';
  const search = query.get('search') ?? '';
  const answer = useAnswer<Page>('/page/dead-letters', EVENTS);
  const { deadLetters = NONE, total = 0 } = answer.data ?? {};
  const all = useSameRows(deadLetters, idOf);
  const rows = all.filter((row) => row.state === state && isMatch(row, search));
  return (
    <>
      <PageHead title="Dead letters" />
      <FilterBar>
        <FilterLinks
          label="State"
          links={STATES.map((each) => ({
            title: answer.data ? `${each} (${countOf(all, each)})` : each,
            href: linkTo(['dead-letters'], { state: each, search }),
            isCurrent: each === state,
          }))}
        />
        <SearchField
          label="Search"
          placeholder="Tenant, key, code or id"
          value={search}
          onChange={(text) => changeQuery({ search: text })}
        />
        {total > all.length && (
          <output class="count">{`The oldest ${all.length} of ${total}`}</output>
        )}
      </FilterBar>
      <AnswerNotice answer={answer} />
      <Chosen rows={rows} onDone={answer.readAgain} />
      <Table
        caption={`Dead letters that are ${state}, oldest first`}
        columns={COLUMNS[state]}
        rows={rows}
        keyOf={idOf}
        isBusy={answer.loading}
        empty={emptyText(
          answer,
          search === '' ? EMPTY[state] : 'No dead letter matches the search.',
        )}
      />
    </>
  );
}

const EVENTS = ['dead-letters', 'reset', 'deployed'];
const NONE: readonly DeadLetterRow[] = [];
const STATES = ['parked', 'waiting'] as const;

const EMPTY: Readonly<Record<DeadLetterRow['state'], string>> = {
  parked: 'No request is parked: nothing needs a person.',
  waiting: 'No request waits for its next attempt.',
};

function idOf({ id }: DeadLetterRow): string {
  return id;
}

function countOf(rows: readonly DeadLetterRow[], state: DeadLetterRow['state']): number {
  return rows.filter((row) => row.state === state).length;
}

function isMatch(row: DeadLetterRow, search: string): boolean {
  const searched = [deadLetterName(row), row.code, row.id, row.requestId].join(' ').toLowerCase();
  return searched.includes(search.toLowerCase());
}

/** The ids of those that are chosen. Each box follows it by itself, so that the table is not drawn again. */
const chosen = signal<ReadonlySet<string>>(new Set());

type ChosenProps = { readonly rows: readonly DeadLetterRow[]; readonly onDone: () => void };

function Chosen({ rows, onDone }: ChosenProps) {
  const taken = rows.filter(({ id }) => chosen.value.has(id));
  const isAll = rows.length > 0 && taken.length === rows.length;

  function chooseAll(): void {
    chosen.value = new Set(isAll ? [] : rows.map(idOf));
  }

  return (
    <fieldset class="actions chosen">
      <legend class="unseen">Actions on the chosen dead letters</legend>
      <label class="check">
        <input type="checkbox" checked={isAll} disabled={rows.length === 0} onChange={chooseAll} />
        <span>{`All ${rows.length}`}</span>
      </label>
      <output class="count">{`${taken.length} chosen`}</output>
      <DeadLetterActions deadLetters={taken} onDone={onDone} />
    </fieldset>
  );
}

function ChooseBox({ row }: { readonly row: DeadLetterRow }) {
  const isChosen = chosen.value.has(row.id);

  function toggle(): void {
    const next = new Set(chosen.value);
    if (isChosen) next.delete(row.id);
    else next.add(row.id);
    chosen.value = next;
  }

  return (
    <input
      type="checkbox"
      aria-label={`Choose ${deadLetterName(row)}, ${row.id}`}
      checked={isChosen}
      onChange={toggle}
    />
  );
}

const CHOOSE: Column<DeadLetterRow> = {
  title: 'Choose',
  width: '5rem',
  cell: (row) => <ChooseBox row={row} />,
};

const FACTS: readonly Column<DeadLetterRow>[] = [
  {
    title: 'Key',
    width: '1.2fr',
    cell: (row) => <RowLink href={linkTo(['dead-letters', row.id])}>{deadLetterName(row)}</RowLink>,
  },
  { title: 'Cause', width: '14rem', cell: ({ code }) => <CodeBadge code={code} /> },
  { title: 'What it means', width: '1.4fr', cell: ({ meaning }) => <OneLine>{meaning}</OneLine> },
  { title: 'Attempts', width: '6rem', isNumber: true, cell: ({ attempts }) => attempts },
];

const COLUMNS: Readonly<Record<DeadLetterRow['state'], readonly Column<DeadLetterRow>[]>> = {
  parked: [
    CHOOSE,
    ...FACTS,
    {
      title: 'First seen',
      width: '11rem',
      cell: ({ firstSeenAt }) => <Time atMs={Date.parse(firstSeenAt)} withDate />,
    },
  ],
  waiting: [
    CHOOSE,
    ...FACTS,
    {
      title: 'Next attempt',
      width: '11rem',
      cell: ({ nextAttemptAtMs }) =>
        nextAttemptAtMs === undefined ? 'now' : <Time atMs={nextAttemptAtMs} withDate />,
    },
  ],
};
