import { linkTo } from '../../../emulator/page/browser/address.ts';
import { AnswerNotice, emptyText } from '../../../emulator/page/browser/answer-notice.tsx';
import { PageHead } from '../../../emulator/page/browser/page-head.tsx';
import { useSameRows } from '../../../emulator/page/browser/same-rows.ts';
import { type Column, RowLink, Table } from '../../../emulator/page/browser/table.tsx';
import { useAnswer } from '../../../emulator/page/browser/use-answer.ts';
import type { FunctionRow, FunctionTrigger } from '../wire.ts';

/** The functions that are deployed, with their triggers. */
export function FunctionsPage() {
  const answer = useAnswer<readonly FunctionRow[]>('/page/functions', FUNCTION_EVENTS);
  const rows = useSameRows(answer.data ?? NONE, nameOf);
  return (
    <>
      <PageHead title="Functions" />
      <AnswerNotice answer={answer} />
      <Table
        caption="Functions"
        columns={COLUMNS}
        rows={rows}
        keyOf={nameOf}
        isBusy={answer.loading}
        empty={emptyText(answer, 'No function is deployed.')}
      />
    </>
  );
}

/** After these there may have been invocations. */
export const FUNCTION_EVENTS = ['deployed', 'requests', 'dead-letters', 'calls', 'reset'];
const NONE: readonly FunctionRow[] = [];

function nameOf({ name }: FunctionRow): string {
  return name;
}

const COLUMNS: readonly Column<FunctionRow>[] = [
  {
    title: 'Function',
    cell: ({ name }) => <RowLink href={linkTo(['functions', name])}>{name}</RowLink>,
  },
  { title: 'Triggers', width: '1.6fr', cell: ({ triggers }) => <Triggers triggers={triggers} /> },
  { title: 'Runtime', width: '8rem', cell: ({ runtime }) => runtime },
  { title: 'Memory', width: '6rem', isNumber: true, cell: ({ memoryMb }) => `${memoryMb} MB` },
  { title: 'Timeout', width: '6rem', isNumber: true, cell: ({ timeoutS }) => `${timeoutS} s` },
  { title: 'Invocations', width: '7rem', isNumber: true, cell: ({ invocations }) => invocations },
  {
    title: 'Failures',
    width: '6rem',
    isNumber: true,
    cell: ({ failures }) => (failures === 0 ? 0 : <strong class="warning-text">{failures}</strong>),
  },
];

/** The triggers of a function, each in a line. */
export function Triggers({ triggers }: { readonly triggers: readonly FunctionTrigger[] }) {
  if (triggers.length === 0) return <span class="muted">none; it is invoked by name</span>;
  return (
    <>
      {triggers.map(({ type, name, enabled, text }) => (
        <div key={name}>
          {`${type}: ${text}`}
          {!enabled && <strong class="warning-text"> (stopped)</strong>}
        </div>
      ))}
    </>
  );
}
