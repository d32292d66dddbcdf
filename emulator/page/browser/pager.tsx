/** Leads through a list that comes in parts. Nothing is shown for a list of one part. */
export function Pager({ skip, size, total, onSkip }: PagerProps) {
  if (total <= size && skip === 0) return null;
  const last = Math.min(skip + size, total);
  const newer = Math.max(0, Math.min(skip, total) - size);

  function turn(next: number): void {
    onSkip(next);
    // A part is read from its beginning.
    window.scrollTo({ top: 0, behavior: 'instant' });
  }

  return (
    <nav class="pager" aria-label="Parts of the list">
      <button type="button" disabled={skip === 0} onClick={() => turn(newer)}>
        ← Newer
      </button>
      <span>{skip < total ? `${skip + 1} to ${last} of ${total}` : `none of ${total}`}</span>
      <button type="button" disabled={last >= total} onClick={() => turn(skip + size)}>
        Older →
      </button>
    </nav>
  );
}

type PagerProps = {
  /** How many come before those that are shown. */
  readonly skip: number;
  readonly size: number;
  readonly total: number;
  readonly onSkip: (skip: number) => void;
};
