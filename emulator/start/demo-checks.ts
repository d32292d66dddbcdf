import type { JournalEntry } from '../api/journal.ts';
import type { LocalCloud } from '../local-cloud.ts';
import { callLocalCloud } from './call-local-cloud.ts';
import type { DemoCase } from './demo-cases.ts';
import { keysPath } from './keys-path.ts';

type KeyList = { readonly keys: readonly { readonly keyName: string }[] };

/** The keys that these tenants have, each as `<tenantId>/<keyName>`. */
export async function keysOf(
  { url, token }: Pick<LocalCloud, 'url' | 'token'>,
  tenantIds: ReadonlySet<string>,
): Promise<readonly string[]> {
  const subjects: string[] = [];
  for (const tenantId of tenantIds) {
    const { keys } = await callLocalCloud<KeyList>(
      url,
      `GET ${keysPath(tenantId)}`,
      undefined,
      token,
    );
    subjects.push(...keys.map(({ keyName }) => `${tenantId}/${keyName}`));
  }
  return subjects;
}

/** A sentence for each key that there is more than once. */
export function keysMadeTwice(subjects: readonly string[]): string[] {
  return subjects
    .filter((subject, index) => subjects.indexOf(subject) !== index)
    .map((subject) => `${subject} has more than one key.`);
}

/** How often KMS was told to make the keys of these cases. */
export async function creationsOf(url: string, cases: readonly DemoCase[]): Promise<number> {
  const aliases = new Set<unknown>(cases.map(({ tenantId, keyName }) => `${tenantId}_${keyName}`));
  const calls = await callLocalCloud<readonly JournalEntry[]>(url, 'GET /journal');
  return calls.filter(({ action, params }) => action === 'CreateKey' && aliases.has(params.Alias))
    .length;
}
