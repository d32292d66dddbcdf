import { useEffect, useState } from 'preact/hooks';
import { askServer } from '../../../emulator/page/browser/ask-server.ts';
import { Dialog } from '../../../emulator/page/browser/dialog.tsx';
import type { DeadLetterResult } from '../wire.ts';
import { countedDeadLetters, ResultList } from './result-list.tsx';

/** Shows what a redrive would do; redrives once the reader agrees; and shows what became of it. */
export function RedriveDialog({ ids, onClose }: RedriveDialogProps) {
  const [step, setStep] = useState<Step>({ kind: 'planning' });

  useEffect(() => {
    void ask('plan', ids).then((answer) => setStep({ kind: 'planned', ...answer }));
  }, [ids]);

  async function redrive(): Promise<void> {
    setStep({ kind: 'redriving' });
    setStep({ kind: 'redriven', ...(await ask('redrive', ids)) });
  }

  const { kind, result, problem } = step;
  return (
    <Dialog title={`Redrive ${countedDeadLetters(ids.length)}`} onClose={onClose}>
      <div role="status">
        {WORKING[kind] && <p>{WORKING[kind]}</p>}
        {result && <p>{result.summary}</p>}
      </div>
      {problem && (
        <p class="notice problem" role="alert">
          {problem}
        </p>
      )}
      {result && <ResultList results={result.results} />}
      <form method="dialog" class="actions">
        <button type="submit">{kind === 'redriven' ? 'Close' : 'Cancel'}</button>
        {kind !== 'redriven' && (
          <button
            type="button"
            class="primary"
            disabled={kind !== 'planned'}
            onClick={() => void redrive()}
          >
            Redrive
          </button>
        )}
      </form>
    </Dialog>
  );
}

type RedriveDialogProps = { readonly ids: readonly string[]; readonly onClose: () => void };

type Step = Asked & { readonly kind: 'planning' | 'planned' | 'redriving' | 'redriven' };

const WORKING: Readonly<Partial<Record<Step['kind'], string>>> = {
  planning: 'Finding out what a redrive would do…',
  redriving: 'Redriving…',
};

type Asked = { readonly result?: DeadLetterResult; readonly problem?: string };

function ask(action: 'plan' | 'redrive', ids: readonly string[]): Promise<Asked> {
  const path = `/page/dead-letters/${action}`;
  return askServer<DeadLetterResult>(path, { method: 'POST', body: { ids } }).then(
    (result) => ({ result }),
    (error: Error) => ({ problem: error.message }),
  );
}
