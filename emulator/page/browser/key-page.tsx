import type { KeyDetail } from '../wire.ts';
import { linkTo } from './address.ts';
import { AnswerNotice, Reading } from './answer-notice.tsx';
import { CodeBadge } from './badge.tsx';
import { CopyButton } from './copy-button.tsx';
import { Fields } from './fields.tsx';
import { KeyChanges } from './key-changes.tsx';
import { StateBadge } from './key-state.tsx';
import { rotationText } from './keys-page.tsx';
import { OneLine } from './one-line.tsx';
import { PageHead } from './page-head.tsx';
import { type Column, RowLink, Table } from './table.tsx';
import { Time } from './time.tsx';
import { useAnswer } from './use-answer.ts';

/** Everything about one key, and the calls that concerned it. */
export function KeyPage({ keyId }: { readonly keyId: string }) {
  const answer = useAnswer<KeyDetail>(`/page/keys/${encodeURIComponent(keyId)}`, EVENTS);
  const { data } = answer;
  return (
    <>
      <PageHead title={data?.alias || keyId} back={{ href: linkTo(['keys']), title: 'Keys' }} />
      <AnswerNotice answer={answer} />
      <Reading answer={answer} />
      {data && <KeyContent detail={data} />}
    </>
  );
}

/** Calls that change nothing concern a key as well. */
const EVENTS = ['keys', 'calls', 'reset'];

function KeyContent({ detail }: { readonly detail: KeyDetail }) {
  return (
    <>
      <KeyFields detail={detail} />
      <section aria-labelledby="tags">
        <h2 id="tags">Tags</h2>
        {detail.tags.length === 0 ? (
          <p class="empty">The key has no tags.</p>
        ) : (
          <Fields fields={detail.tags} />
        )}
      </section>
      <section aria-labelledby="history">
        <h2 id="history">History</h2>
        <Table
          caption="Calls that concerned this key, oldest first"
          columns={COLUMNS}
          rows={detail.history}
          keyOf={({ number }) => number}
          empty="None of the calls that are still recorded concerned this key."
        />
      </section>
    </>
  );
}

function KeyFields({ detail }: { readonly detail: KeyDetail }) {
  const { keyId, state, keyUsage, origin, createTimeMs, rotationDays, deletionAtMs } = detail;
  return (
    <Fields
      fields={[
        ['State', <StateBadge key="state" state={state} />],
        [
          'Key id',
          <span key="id" class="copied">
            <code>{keyId}</code> <CopyButton text={keyId} label="Copy the key id" />
          </span>,
        ],
        ['Usage', keyUsage],
        ['Origin', origin],
        ['Created', <Time key="created" atMs={createTimeMs} withDate />],
        ['Rotation', rotationText(rotationDays)],
        ['Deletion due', deletionAtMs && <Time key="deletion" atMs={deletionAtMs} withDate />],
        ['Description', detail.description],
      ]}
    />
  );
}

const COLUMNS: readonly Column<KeyDetail['history'][number]>[] = [
  { title: 'Time', width: '8rem', cell: ({ atMs }) => <Time atMs={atMs} /> },
  {
    title: 'Call',
    width: '11rem',
    cell: ({ number, action }) => <RowLink href={linkTo(['calls', number])}>{action}</RowLink>,
  },
  { title: 'Caller', cell: ({ caller }) => <OneLine>{caller || 'nobody'}</OneLine> },
  { title: 'Result', width: '1.2fr', cell: ({ code }) => <CodeBadge code={code} /> },
  {
    title: 'What it did',
    width: '2fr',
    cell: ({ changes }) => <KeyChanges changes={changes} areOfOneKey />,
  },
];
