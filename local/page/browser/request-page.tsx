import { linkTo } from '../../../emulator/page/browser/address.ts';
import { AnswerNotice } from '../../../emulator/page/browser/answer-notice.tsx';
import { Fields } from '../../../emulator/page/browser/fields.tsx';
import { PageHead } from '../../../emulator/page/browser/page-head.tsx';
import { Time } from '../../../emulator/page/browser/time.tsx';
import { useAnswer } from '../../../emulator/page/browser/use-answer.ts';
import type { RequestRow, RequestTrace } from '../wire.ts';
import { nameOf, OutcomeBadge, WAYS_IN } from './request-words.tsx';
import { TraceSteps } from './trace-steps.tsx';

/** One request with everything that happened to it. */
export function RequestPage({ number }: { readonly number: string }) {
  const answer = useAnswer<RequestTrace>(`/page/requests/${encodeURIComponent(number)}`, EVENTS);
  const { data } = answer;
  return (
    <>
      <PageHead
        title={data ? `Request for ${nameOf(data.request)}` : `Request ${number}`}
        back={{ href: linkTo(['requests']), title: 'Requests' }}
      />
      <AnswerNotice answer={answer} />
      {data && (
        <>
          <RequestFields row={data.request} />
          <section aria-labelledby="trace">
            <h2 id="trace">What happened</h2>
            <TraceSteps steps={data.steps} />
          </section>
        </>
      )}
    </>
  );
}

const EVENTS = ['requests', 'dead-letters', 'calls', 'reset'];

function RequestFields({ row }: { readonly row: RequestRow }) {
  const { outcome, code, wayIn, requestId, tenantId, externalTenantId, keyName } = row;
  const { keyId, adopted, receivedAtMs, updatedAtMs } = row;
  return (
    <Fields
      fields={[
        ['Outcome', <OutcomeBadge key="outcome" outcome={outcome} />],
        ['Code', code],
        [
          'Dead letter',
          DEAD.includes(outcome) ? <DeadLetterLink key="dead" row={row} /> : undefined,
        ],
        ['Way in', WAYS_IN[wayIn]],
        ['Request id', requestId && <code key="id">{requestId}</code>],
        ['Tenant', externalTenantId ?? tenantId],
        ['Tenant id made of it', externalTenantId && tenantId],
        ['Key name', keyName],
        ['Key', keyId && <KeyLink key="key" keyId={keyId} isAdopted={adopted === true} />],
        ['Received', <Time key="received" atMs={receivedAtMs} />],
        ['Updated', outcome === 'received' ? undefined : <Time key="updated" atMs={updatedAtMs} />],
      ]}
    />
  );
}

const DEAD: readonly RequestRow['outcome'][] = ['waiting', 'parked'];

function DeadLetterLink({ row }: { readonly row: RequestRow }) {
  const { outcome: state, requestId: search } = row;
  return <a href={linkTo(['dead-letters'], { state, search })}>Dead letters: {state}</a>;
}

function KeyLink({ keyId, isAdopted }: { readonly keyId: string; readonly isAdopted: boolean }) {
  return (
    <>
      <a href={linkTo(['keys', keyId])}>{keyId}</a>
      {isAdopted && ', which existed before'}
    </>
  );
}
