import type { Settings } from '../wire.ts';
import { askServer } from './ask-server.ts';
import { readSettings, settings } from './cloud-state.ts';
import { effectText } from './fault-effects.ts';
import { FaultForm } from './fault-form.tsx';
import { attempt } from './notices.tsx';
import { PageHead } from './page-head.tsx';
import { type Column, Table } from './table.tsx';

/** The faults that may still occur, and a form that sets one. */
export function FaultsPage() {
  const { faults = [], actions = [] } = settings.value ?? {};
  return (
    <>
      <PageHead title="Faults">
        <button
          type="button"
          disabled={faults.length === 0}
          onClick={() => void removed('/faults', 'All faults are removed.')}
        >
          Remove all
        </button>
      </PageHead>
      <FaultForm actions={actions} />
      <h2>Faults that may still occur</h2>
      <Table
        caption="Faults that may still occur, in the order in which they are tried"
        columns={COLUMNS}
        rows={faults}
        keyOf={({ number }) => number}
        isBusy={settings.value === undefined}
        empty="None: every call is answered as usual."
      />
    </>
  );
}

type Fault = Settings['faults'][number];

const COLUMNS: readonly Column<Fault>[] = [
  { title: 'Action', width: '16rem', cell: ({ action }) => <b>{actionText(action)}</b> },
  { title: 'What happens', cell: ({ effect }) => effectText(effect as Record<string, unknown>) },
  { title: 'Calls', width: '8rem', cell: ({ times }) => (times ? `the next ${times}` : 'all') },
  {
    title: 'Probability',
    width: '7rem',
    cell: ({ probability = 1 }) => `${Math.round(Number(probability) * 1_000) / 10} %`,
  },
  { title: 'Remove', width: '7rem', cell: (fault) => <RemoveButton fault={fault} /> },
];

function actionText(action: unknown): string {
  return action === '*' ? 'every action' : String(action);
}

function RemoveButton({ fault }: { readonly fault: Fault }) {
  const label = `Remove the fault of ${actionText(fault.action)}`;
  const path = `/page/faults/${fault.number}`;
  return (
    <button type="button" aria-label={label} onClick={() => void removed(path, 'Fault removed.')}>
      Remove
    </button>
  );
}

async function removed(path: string, done: string): Promise<void> {
  await attempt(() => askServer(path, { method: 'DELETE' }), done);
  readSettings();
}
