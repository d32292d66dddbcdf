import { address, changeQuery, linkTo, queryText } from '../../../emulator/page/browser/address.ts';
import { AnswerNotice, emptyText } from '../../../emulator/page/browser/answer-notice.tsx';
import { FilterBar, RowCount, SearchField } from '../../../emulator/page/browser/filter-bar.tsx';
import { OneLine } from '../../../emulator/page/browser/one-line.tsx';
import { PageHead } from '../../../emulator/page/browser/page-head.tsx';
import { useSameRows } from '../../../emulator/page/browser/same-rows.ts';
import { SelectField } from '../../../emulator/page/browser/select-field.tsx';
import { type Column, RowLink, Table } from '../../../emulator/page/browser/table.tsx';
import { Time } from '../../../emulator/page/browser/time.tsx';
import { useAnswer } from '../../../emulator/page/browser/use-answer.ts';
import type { RequestPage as Page, RequestRow } from '../wire.ts';
import { RequestForm } from './request-form.tsx';
import { nameOf, OUTCOMES, OutcomeBadge, WAYS_IN } from './request-words.tsx';

/** The last requests with what became of them, and a form that sends one. */
export function RequestsPage() {
  const { query } = address.value;
  const [search, wayIn, outcome] = ['search', 'wayIn', 'outcome'].map(
    (name) => query.get(name) ?? '',
  );
  const limit = Math.max(LIMIT, Number(query.get('limit')) || 0);
  const words = queryText({ search, wayIn, outcome, limit: String(limit) });
  const answer = useAnswer<Page>(`/page/requests${words}`, EVENTS);
  const { total = 0, matching = 0, requests = NONE } = answer.data ?? {};
  const rows = useSameRows(requests, numberOf);
  return (
    <>
      <PageHead title="Requests" />
      <details class="panel">
        <summary>Send a request</summary>
        <RequestForm />
      </details>
      <RequestFilters search={search} wayIn={wayIn} outcome={outcome}>
        {answer.data && countText(matching, total)}
      </RequestFilters>
      <AnswerNotice answer={answer} />
      <Table
        caption="Requests, newest first"
        columns={COLUMNS}
        rows={rows}
        keyOf={numberOf}
        isBusy={answer.loading}
        empty={emptyText(
          answer,
          total === 0 ? 'No request has arrived yet.' : 'No request matches the filter.',
        )}
      />
      {matching > rows.length && (
        <button type="button" onClick={() => changeQuery({ limit: String(limit + LIMIT) })}>
          Show older requests
        </button>
      )}
    </>
  );
}

const LIMIT = 100;
const EVENTS = ['requests', 'reset'];
const NONE: readonly RequestRow[] = [];

function numberOf({ number }: RequestRow): number {
  return number;
}

function countText(matching: number, total: number): string {
  const all = `${total} ${total === 1 ? 'request' : 'requests'}`;
  return matching === total ? all : `${matching} of ${all}`;
}

type RequestFiltersProps = {
  readonly search: string | undefined;
  readonly wayIn: string | undefined;
  readonly outcome: string | undefined;
  /** How many there are. */
  readonly children: string | undefined;
};

function RequestFilters({ search = '', wayIn = '', outcome = '', children }: RequestFiltersProps) {
  return (
    <FilterBar>
      <SearchField
        label="Search"
        placeholder="Tenant, key, request id or code"
        value={search}
        onChange={(text) => changeQuery({ search: text })}
      />
      <SelectField
        label="Way in"
        value={wayIn}
        options={[['', 'All'], ...Object.entries(WAYS_IN)]}
        onChange={(value) => changeQuery({ wayIn: value })}
      />
      <SelectField
        label="Outcome"
        value={outcome}
        options={[['', 'All'], ...OUTCOMES.map((name) => [name, name] as const)]}
        onChange={(value) => changeQuery({ outcome: value })}
      />
      <RowCount isFiltered={search + wayIn + outcome !== ''}>{children}</RowCount>
    </FilterBar>
  );
}

const COLUMNS: readonly Column<RequestRow>[] = [
  {
    title: 'Request',
    cell: (row) => <RowLink href={linkTo(['requests', row.number])}>{nameOf(row)}</RowLink>,
  },
  {
    title: 'Received',
    width: '8rem',
    cell: ({ receivedAtMs }) => <Time atMs={receivedAtMs} />,
  },
  { title: 'Way in', width: '7rem', cell: ({ wayIn }) => <OneLine>{WAYS_IN[wayIn]}</OneLine> },
  { title: 'Outcome', width: '7.5rem', cell: ({ outcome }) => <OutcomeBadge outcome={outcome} /> },
  { title: 'Why, or which key', cell: whyText },
  { title: 'Request id', cell: ({ requestId = '-' }) => <OneLine>{requestId}</OneLine> },
];

/** Links in a row lie above the link of the row itself. */
function whyText({ code, keyId, adopted }: RequestRow) {
  if (keyId === undefined) return <OneLine>{code ?? ''}</OneLine>;
  return (
    <span class="one-line">
      {code && `${code}, `}
      <a href={linkTo(['keys', keyId])} title={keyId}>
        key {keyId.slice(0, 8)}
      </a>
      {adopted && ', adopted'}
    </span>
  );
}
