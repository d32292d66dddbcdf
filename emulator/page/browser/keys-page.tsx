import { KEY_STATES, type KeyPage, type KeyRow } from '../wire.ts';
import { address, changeQuery, linkTo, queryText } from './address.ts';
import { AnswerNotice, emptyText } from './answer-notice.tsx';
import { FilterBar, RowCount, SearchField } from './filter-bar.tsx';
import { StateBadge } from './key-state.tsx';
import { OneLine } from './one-line.tsx';
import { PageHead } from './page-head.tsx';
import { Pager } from './pager.tsx';
import { useSameRows } from './same-rows.ts';
import { SelectField } from './select-field.tsx';
import { type Column, RowLink, Table } from './table.tsx';
import { Time } from './time.tsx';
import { useAnswer } from './use-answer.ts';

/** The keys of the region, newest first, in parts of a hundred. */
export function KeysPage() {
  const { query } = address.value;
  const search = query.get('search') ?? '';
  const state = query.get('state') ?? '';
  const skip = Math.max(0, Number(query.get('skip')) || 0);
  const words = queryText({ search, state, skip: String(skip), size: String(SIZE) });
  const answer = useAnswer<KeyPage>(`/page/keys${words}`, ['keys', 'reset']);
  const { keys = NONE, total = 0, matching = 0 } = answer.data ?? {};
  const rows = useSameRows(keys, keyIdOf);
  return (
    <>
      <PageHead title="Keys" />
      <FilterBar>
        <SearchField
          label="Search"
          placeholder="Alias, id or tag"
          value={search}
          onChange={(text) => changeQuery({ search: text, skip: undefined })}
        />
        <SelectField
          label="State"
          value={state}
          options={STATES}
          onChange={(value) => changeQuery({ state: value, skip: undefined })}
        />
        <RowCount isFiltered={search + state !== ''}>
          {answer.data && countText(matching, total)}
        </RowCount>
      </FilterBar>
      <AnswerNotice answer={answer} />
      <Table
        caption="Keys"
        columns={COLUMNS}
        rows={rows}
        keyOf={keyIdOf}
        isBusy={answer.loading}
        empty={emptyText(answer, noneText(matching, total))}
      />
      <Pager
        skip={skip}
        size={SIZE}
        total={matching}
        onSkip={(next) => changeQuery({ skip: String(next || '') })}
      />
    </>
  );
}

const SIZE = 100;
const NONE: readonly KeyRow[] = [];

function keyIdOf({ keyId }: KeyRow): string {
  return keyId;
}

const STATES = [['', 'All'], ...KEY_STATES.map((state) => [state, state] as const)] as const;

const COLUMNS: readonly Column<KeyRow>[] = [
  {
    title: 'Alias',
    width: '1.3fr',
    cell: ({ keyId, alias }) => <RowLink href={linkTo(['keys', keyId])}>{alias || keyId}</RowLink>,
  },
  { title: 'State', width: '9.5rem', cell: ({ state }) => <StateBadge state={state} /> },
  { title: 'Tags', cell: ({ tags }) => <TagTexts tags={tags} /> },
  { title: 'Usage', width: '10.5rem', cell: ({ keyUsage }) => <OneLine>{keyUsage}</OneLine> },
  { title: 'Rotation', width: '6rem', cell: ({ rotationDays }) => rotationText(rotationDays) },
  {
    title: 'Created',
    width: '11rem',
    cell: ({ createTimeMs }) => <Time atMs={createTimeMs} withDate />,
  },
];

/** Such as `every 365 days`. */
export function rotationText(rotationDays: number | undefined): string {
  return rotationDays === undefined ? 'off' : `${rotationDays} days`;
}

function TagTexts({ tags }: Pick<KeyRow, 'tags'>) {
  if (tags.length === 0) return <span class="muted">none</span>;
  const texts = tags.map(([name, value]) => `${name}=${value}`);
  return <OneLine>{texts.join(', ')}</OneLine>;
}

function noneText(matching: number, total: number): string {
  if (total === 0) return 'There are no keys in this region yet.';
  return matching === 0 ? 'No key matches the filter.' : 'The list ends before this part of it.';
}

function countText(matching: number, total: number): string {
  const all = `${total} ${total === 1 ? 'key' : 'keys'}`;
  return matching === total ? all : `${matching} of ${all}`;
}
