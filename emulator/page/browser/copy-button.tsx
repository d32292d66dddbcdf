import { attempt, report } from './notices.tsx';

/** Copies a text to the clipboard. */
export function CopyButton({ text, label }: { readonly text: string; readonly label: string }) {
  async function copy(): Promise<void> {
    const isCopied = await attempt(() => navigator.clipboard.writeText(text));
    if (isCopied) report('Copied.');
  }

  return (
    <button type="button" class="quiet" aria-label={label} onClick={() => void copy()}>
      Copy
    </button>
  );
}
