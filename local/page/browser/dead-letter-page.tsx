import { linkTo } from '../../../emulator/page/browser/address.ts';
import { AnswerNotice } from '../../../emulator/page/browser/answer-notice.tsx';
import { Badge, CodeBadge } from '../../../emulator/page/browser/badge.tsx';
import { CopyButton } from '../../../emulator/page/browser/copy-button.tsx';
import { Fields } from '../../../emulator/page/browser/fields.tsx';
import { PageHead } from '../../../emulator/page/browser/page-head.tsx';
import { Time } from '../../../emulator/page/browser/time.tsx';
import { useAnswer } from '../../../emulator/page/browser/use-answer.ts';
import type { DeadLetterDetail } from '../wire.ts';
import { DeadLetterActions } from './dead-letter-actions.tsx';
import { deadLetterName } from './request-words.tsx';

/** One dead letter: why its request has no key, what to do about it, and its original text. */
export function DeadLetterPage({ id }: { readonly id: string }) {
  const path = `/page/dead-letters/${encodeURIComponent(id)}`;
  const answer = useAnswer<DeadLetterDetail>(path, EVENTS);
  const { data } = answer;
  const state = data?.state ?? 'parked';
  return (
    <>
      <PageHead
        title={data ? `Dead letter ${deadLetterName(data)}` : 'Dead letter'}
        back={{ href: linkTo(['dead-letters'], { state }), title: 'Dead letters' }}
      >
        {data && <DeadLetterActions deadLetters={[data]} onDone={answer.readAgain} />}
      </PageHead>
      <AnswerNotice answer={answer} />
      {data && <Content detail={data} />}
    </>
  );
}

const EVENTS = ['dead-letters', 'reset'];

function Content({ detail }: { readonly detail: DeadLetterDetail }) {
  const { problems, text, isCut } = detail;
  return (
    <>
      <Facts detail={detail} />
      {problems.length > 0 && (
        <section aria-labelledby="problems">
          <h2 id="problems">What is wrong with the request</h2>
          <Fields fields={problems.map(({ pointer, detail: what }) => [pointer, what])} />
        </section>
      )}
      <section class="json" aria-labelledby="text">
        <div class="json-head">
          <h2 id="text">{isCut ? 'The beginning of the original text' : 'Original text'}</h2>
          <CopyButton text={text} label="Copy the original text" />
        </div>
        <pre>{text}</pre>
      </section>
    </>
  );
}

function Facts({ detail }: { readonly detail: DeadLetterDetail }) {
  const { id, state, code, reason, nextStep, runbook, requestId, tenantId, keyName } = detail;
  const { keyId, attempts, redrives, firstSeenAt, lastSeenAt, nextAttemptAtMs } = detail;
  const isParked = state === 'parked';
  return (
    <Fields
      fields={[
        [
          'State',
          <Badge key="state" tone={isParked ? 'bad' : 'warning'}>
            {state}
          </Badge>,
        ],
        ['Cause', <CodeBadge key="code" code={code} />],
        ['Reason', reason],
        ['What to do', nextStep],
        [
          'Runbook',
          <a key="runbook" href={runbook}>
            {runbook}
          </a>,
        ],
        ['Next attempt', nextAttemptAtMs && <Time key="next" atMs={nextAttemptAtMs} withDate />],
        ['Tenant', tenantId],
        ['Key name', keyName],
        ['Request', requestId && <RequestLink key="request" requestId={requestId} />],
        [
          'Key',
          keyId && (
            <a key="key" href={linkTo(['keys', keyId])}>
              {keyId}
            </a>
          ),
        ],
        ['Attempts', `${attempts}, redriven ${redrives} ${redrives === 1 ? 'time' : 'times'}`],
        ['First seen, by the system’s clock', <TimeOf key="first" at={firstSeenAt} />],
        ['Last seen, by the system’s clock', <TimeOf key="last" at={lastSeenAt} />],
        ['Id', <code key="id">{id}</code>],
      ]}
    />
  );
}

function TimeOf({ at }: { readonly at: string }) {
  return <Time atMs={Date.parse(at)} withDate />;
}

function RequestLink({ requestId }: { readonly requestId: string }) {
  return <a href={linkTo(['requests'], { search: requestId })}>{requestId}</a>;
}
