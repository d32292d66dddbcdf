import { useState } from 'preact/hooks';
import { askServer } from '../../../emulator/page/browser/ask-server.ts';
import { Dialog } from '../../../emulator/page/browser/dialog.tsx';
import { report } from '../../../emulator/page/browser/notices.tsx';
import type { DeadLetterResult } from '../wire.ts';
import { countedDeadLetters } from './result-list.tsx';

/** Asks for the reason of a discard, and discards. */
export function DiscardDialog({ ids, onClose }: DiscardDialogProps) {
  const [reason, setReason] = useState('');
  const [problem, setProblem] = useState('');
  const [isBusy, setBusy] = useState(false);

  async function discard(event: Event): Promise<void> {
    event.preventDefault();
    setBusy(true);
    try {
      const { summary } = await askServer<DeadLetterResult>('/page/dead-letters/discard', {
        method: 'POST',
        body: { ids, reason: reason.trim() },
      });
      report(summary);
      onClose();
    } catch (error) {
      setProblem(error instanceof Error ? error.message : String(error));
      setBusy(false);
    }
  }

  return (
    <Dialog title={`Discard ${countedDeadLetters(ids.length)}?`} onClose={onClose}>
      <p>
        The requests end here, and are not sent in again. This cannot be undone. An event says so,
        with the reason.
      </p>
      {problem !== '' && (
        <p class="notice problem" role="alert">
          {problem}
        </p>
      )}
      <form class="explanation" onSubmit={(event) => void discard(event)}>
        <label class="field grow">
          <span>Reason</span>
          <input
            value={reason}
            required
            autocomplete="off"
            maxLength={500}
            onInput={(event) => setReason(event.currentTarget.value)}
          />
        </label>
        <div class="actions">
          <button type="button" onClick={onClose}>
            Cancel
          </button>
          <button type="submit" class="danger" disabled={isBusy}>
            Discard
          </button>
        </div>
      </form>
    </Dialog>
  );
}

type DiscardDialogProps = { readonly ids: readonly string[]; readonly onClose: () => void };
