import { useState } from 'preact/hooks';
import { askServer } from '../../../emulator/page/browser/ask-server.ts';
import { attempt, report } from '../../../emulator/page/browser/notices.tsx';
import type { DeadLetterResult, DeadLetterRow } from '../wire.ts';
import { DiscardDialog } from './discard-dialog.tsx';
import { RedriveDialog } from './redrive-dialog.tsx';

/** Redrive, retry and discard for these dead letters. */
export function DeadLetterActions({ deadLetters, onDone }: DeadLetterActionsProps) {
  // What a dialog is about stays the same while the list changes below it.
  const [dialog, setDialog] = useState<Dialog | undefined>();
  const ids = deadLetters.map(({ id }) => id);
  const waiting = deadLetters.filter(({ state }) => state === 'waiting');
  const isNone = ids.length === 0;

  function close(): void {
    setDialog(undefined);
    onDone();
  }

  return (
    <>
      <button
        type="button"
        class="primary"
        disabled={isNone}
        onClick={() => setDialog({ kind: 'redrive', ids })}
      >
        Redrive…
      </button>
      <button
        type="button"
        disabled={waiting.length === 0}
        onClick={() => void retry(waiting, onDone)}
      >
        Retry now
      </button>
      <button
        type="button"
        class="danger"
        disabled={isNone}
        onClick={() => setDialog({ kind: 'discard', ids })}
      >
        Discard…
      </button>
      {dialog?.kind === 'redrive' && <RedriveDialog ids={dialog.ids} onClose={close} />}
      {dialog?.kind === 'discard' && <DiscardDialog ids={dialog.ids} onClose={close} />}
    </>
  );
}

type DeadLetterActionsProps = {
  readonly deadLetters: readonly DeadLetterRow[];
  /** Called when something may have changed. */
  readonly onDone: () => void;
};

type Dialog = { readonly kind: 'redrive' | 'discard'; readonly ids: readonly string[] };

/** Makes requests that wait due. That is harmless, so nobody is asked. */
async function retry(waiting: readonly DeadLetterRow[], onDone: () => void): Promise<void> {
  const body = { ids: waiting.map(({ id }) => id) };
  await attempt(async () => {
    const path = '/page/dead-letters/retry';
    const { summary } = await askServer<DeadLetterResult>(path, { method: 'POST', body });
    report(summary);
  });
  onDone();
}
