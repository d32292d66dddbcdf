import { linkTo } from '../../../emulator/page/browser/address.ts';
import { AnswerNotice, emptyText } from '../../../emulator/page/browser/answer-notice.tsx';
import { PageHead } from '../../../emulator/page/browser/page-head.tsx';
import { useSameRows } from '../../../emulator/page/browser/same-rows.ts';
import { type Column, RowLink, Table } from '../../../emulator/page/browser/table.tsx';
import { useAnswer } from '../../../emulator/page/browser/use-answer.ts';

/** The topics of the cloud. */
export function TopicsPage() {
  const answer = useAnswer<About>('/', TOPIC_EVENTS);
  const rows = useSameRows(answer.data?.topics ?? NONE, nameOf);
  const brokers = answer.data?.brokers;
  return (
    <>
      <PageHead title="Topics" />
      {brokers !== undefined && <p>{`They are on the brokers at ${brokers}.`}</p>}
      <AnswerNotice answer={answer} />
      <Table
        caption="Topics"
        columns={COLUMNS}
        rows={rows}
        keyOf={nameOf}
        isBusy={answer.loading}
        empty={emptyText(answer, 'There are no topics yet.')}
      />
    </>
  );
}

/** What `GET /` says of topics. */
export type About = {
  readonly brokers?: string;
  readonly topics: readonly TopicRow[];
};

type TopicRow = {
  readonly name: string;
  readonly partitions: number;
  readonly messages: number;
};

/** After these there may be more messages. */
export const TOPIC_EVENTS = ['requests', 'dead-letters', 'deployed', 'calls', 'reset'];

const NONE: readonly TopicRow[] = [];

function nameOf({ name }: TopicRow): string {
  return name;
}

const COLUMNS: readonly Column<TopicRow>[] = [
  { title: 'Topic', cell: ({ name }) => <RowLink href={linkTo(['topics', name])}>{name}</RowLink> },
  { title: 'Partitions', width: '9rem', isNumber: true, cell: ({ partitions }) => partitions },
  { title: 'Messages', width: '9rem', isNumber: true, cell: ({ messages }) => messages },
];
