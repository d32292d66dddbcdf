import type { KeyChange } from '../wire.ts';
import { linkTo } from './address.ts';

/** What a call did to keys, in words. */
export function KeyChanges({ changes, areOfOneKey = false }: KeyChangesProps) {
  if (changes.length === 0) return <span class="muted">no change</span>;
  return (
    <ul class="changes">
      {changes.map((change) => (
        <li key={`${change.keyId} ${change.field}`}>
          {!areOfOneKey && (
            <>
              <a href={linkTo(['keys', change.keyId])}>{change.keyId}</a>{' '}
            </>
          )}
          {change.field}: <ChangeText {...change} />
        </li>
      ))}
    </ul>
  );
}

type KeyChangesProps = {
  readonly changes: readonly KeyChange[];
  /** All of them concern the key that is shown. */
  readonly areOfOneKey?: boolean;
};

function ChangeText({ from, to }: KeyChange) {
  if (from === undefined) {
    return (
      <>
        added <q>{to}</q>
      </>
    );
  }
  if (to === undefined) {
    return (
      <>
        removed, was <q>{from}</q>
      </>
    );
  }
  return (
    <>
      {from || 'empty'} → <b>{to || 'empty'}</b>
    </>
  );
}
