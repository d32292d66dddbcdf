import { useState } from 'preact/hooks';
import { linkTo } from '../../../emulator/page/browser/address.ts';
import { AnswerNotice } from '../../../emulator/page/browser/answer-notice.tsx';
import { PageHead } from '../../../emulator/page/browser/page-head.tsx';
import { Pager } from '../../../emulator/page/browser/pager.tsx';
import { Time } from '../../../emulator/page/browser/time.tsx';
import { useAnswer } from '../../../emulator/page/browser/use-answer.ts';
import { type About, TOPIC_EVENTS } from './topics-page.tsx';

/** The messages of one topic, newest first, in parts. */
export function TopicPage({ name }: { readonly name: string }) {
  const about = useAnswer<About>('/', TOPIC_EVENTS);
  const total = about.data?.topics.find((topic) => topic.name === name)?.messages ?? 0;
  return (
    <>
      <PageHead title={name} back={{ href: linkTo(['topics']), title: 'Topics' }}>
        <button type="button" onClick={about.readAgain}>
          Read again
        </button>
      </PageHead>
      <AnswerNotice answer={about} />
      {about.data && <Messages name={name} total={total} />}
    </>
  );
}

type MessagesProps = { readonly name: string; readonly total: number };

function Messages({ name, total }: MessagesProps) {
  const [skip, setSkip] = useState(0);
  const end = Math.max(0, total - skip);
  const from = Math.max(0, end - SIZE);
  const path = `/topics/${encodeURIComponent(name)}/messages?from=${from}&limit=${end - from}`;
  const answer = useAnswer<readonly Message[]>(path);
  const messages = [...(answer.data ?? [])].reverse();
  return (
    <>
      <AnswerNotice answer={answer} />
      {answer.data?.length === 0 && <p class="empty">It has no messages.</p>}
      <ol class="messages" aria-label="Messages, newest first">
        {messages.map((message) => (
          <MessageView key={`${message.partition}/${message.offset}`} message={message} />
        ))}
      </ol>
      <Pager skip={skip} size={SIZE} total={total} onSkip={setSkip} />
    </>
  );
}

const SIZE = 50;

/** As `GET /topics/<name>/messages` answers it. */
type Message = {
  readonly partition: number;
  readonly offset: number;
  readonly key: string | null;
  readonly value: string | null;
  readonly headers: Readonly<Record<string, string>>;
  readonly timestampMs: number;
};

function MessageView({ message }: { readonly message: Message }) {
  const { partition, offset, key, value, headers, timestampMs } = message;
  const headerTexts = Object.entries(headers).map((pair) => pair.join(': '));
  return (
    <li class="json">
      <div class="message-head">
        <strong>{`${partition}/${offset}`}</strong>
        <Time atMs={timestampMs} withDate />
        <span>{key === null ? 'without a key' : `key ${key}`}</span>
        <span class="muted">{headerTexts.join(', ')}</span>
      </div>
      {value === null ? (
        <p class="muted">It has no value: the entry of its key is removed.</p>
      ) : (
        <pre>{readable(value)}</pre>
      )}
    </li>
  );
}

function readable(value: string): string {
  try {
    return JSON.stringify(JSON.parse(value), undefined, 2);
  } catch {
    return value;
  }
}
