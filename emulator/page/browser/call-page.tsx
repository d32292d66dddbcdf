import type { CallDetail, SentAgain } from '../wire.ts';
import { linkTo, open } from './address.ts';
import { AnswerNotice, Reading } from './answer-notice.tsx';
import { askServer } from './ask-server.ts';
import { CodeBadge } from './badge.tsx';
import { Fields } from './fields.tsx';
import { JsonView } from './json-view.tsx';
import { KeyChanges } from './key-changes.tsx';
import { attempt, report } from './notices.tsx';
import { PageHead } from './page-head.tsx';
import { durationText, Time } from './time.tsx';
import { useAnswer } from './use-answer.ts';

/** One call with its request, its answer and what it did. */
export function CallPage({ number }: { readonly number: string }) {
  const path = `/page/calls/${encodeURIComponent(number)}`;
  const answer = useAnswer<CallDetail>(path, EVENTS);
  const { data } = answer;
  return (
    <>
      <PageHead
        title={data ? `${data.action}, call ${number}` : `Call ${number}`}
        back={{ href: linkTo(['calls']), title: 'Calls' }}
      >
        {data && <SendAgain path={path} notRepeatable={data.notRepeatable} />}
      </PageHead>
      <AnswerNotice answer={answer} />
      <Reading answer={answer} />
      {data && <CallContent detail={data} />}
    </>
  );
}

const EVENTS = ['reset'];

type SendAgainProps = { readonly path: string; readonly notRepeatable: string | undefined };

function SendAgain({ path, notRepeatable }: SendAgainProps) {
  async function send(): Promise<void> {
    await attempt(async () => {
      const sent = await askServer<SentAgain>(`${path}/again`, { method: 'POST' });
      if ('number' in sent) {
        open(['calls', sent.number]);
        report(`Sent again, as call ${sent.number}.`);
      } else {
        report(`Sent again. By a fault it takes effect in ${durationText(sent.afterMs)}.`);
      }
    });
  }

  if (notRepeatable !== undefined) return <p class="muted">{notRepeatable}</p>;
  return (
    <button type="button" class="primary" onClick={() => void send()}>
      Send again
    </button>
  );
}

function CallContent({ detail }: { readonly detail: CallDetail }) {
  const { atMs, subject, caller, code, received, region, requestId, changes } = detail;
  return (
    <>
      <Fields
        fields={[
          ['Result', <CodeBadge key="code" code={code} />],
          ['Time', <Time key="time" atMs={atMs} withDate />],
          ['Subject', subject],
          ['Caller', caller || 'nobody: the signature was not valid'],
          ['The caller received', received],
          ['Region', region],
          ['Request id', <code key="id">{requestId}</code>],
          ['What it did to keys', <KeyChanges key="changes" changes={changes} />],
        ]}
      />
      <div class="side-by-side">
        <JsonView title="Request" value={detail.params} none="It has no parameters." />
        <JsonView
          title="Answer"
          value={detail.answer}
          none="There was no answer, or it was too large to keep."
        />
      </div>
    </>
  );
}
