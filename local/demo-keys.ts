import type { JournalEntry } from '../emulator/api/journal.ts';
import { type Access, callKms, callLocalCloud, keysPath } from './calls.ts';
import type { LocalCloud } from './cloud.ts';
import type { DemoCase } from './demo-cases.ts';

// The keys of the demo, as their tenants, an operator and the journal see them.

/** The keys of these tenants, each as `<tenantId>/<keyName>`. */
export async function keysOf(
  { url, token }: Pick<LocalCloud, 'url' | 'token'>,
  tenantIds: ReadonlySet<string>,
): Promise<readonly string[]> {
  const subjects: string[] = [];
  for (const tenantId of tenantIds) {
    const route = `GET ${keysPath(tenantId)}`;
    const { keys } = await callLocalCloud<KeyList>(url, route, undefined, token);
    subjects.push(...keys.map(({ keyName }) => `${tenantId}/${keyName}`));
  }
  return subjects;
}

type KeyList = { readonly keys: readonly { readonly keyName: string }[] };

/** Disables the key of a case, or enables it again, as somebody with rights on KMS can. */
export async function setKeyState(
  access: Access,
  { tenantId, keyName }: Pick<DemoCase, 'tenantId' | 'keyName'>,
  action: 'DisableKey' | 'EnableKey',
): Promise<void> {
  const alias = `${tenantId}_${keyName}`;
  const found = await callKms(access, 'ListKeyDetail', { SearchKeyAlias: alias, KeyUsage: 'ALL' });
  const { KeyMetadatas = [] } = found as KeyDetails;
  const key = KeyMetadatas.find(({ Alias }) => Alias === alias);
  if (key === undefined) throw new Error(`There is no key with the alias ${alias}.`);
  await callKms(access, action, { KeyId: key.KeyId });
}

type KeyDetails = {
  readonly KeyMetadatas?: readonly { readonly KeyId: string; readonly Alias: string }[];
};

/** How often CreateKey was called for the keys of these cases. */
export async function creationsOf(url: string, cases: readonly DemoCase[]): Promise<number> {
  const aliases = new Set<unknown>(cases.map(({ tenantId, keyName }) => `${tenantId}_${keyName}`));
  const calls = await callLocalCloud<readonly JournalEntry[]>(url, 'GET /journal');
  return calls.filter(({ action, params }) => action === 'CreateKey' && aliases.has(params.Alias))
    .length;
}
