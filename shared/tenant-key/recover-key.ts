import type { EnsureKey } from './attempts-at.ts';
import { adopt, ensureKey } from './ensure-key.ts';
import { aliasOf } from './names.ts';

/**
 * How the key of a parked request is come by when the request is sent in again: it is looked for
 * before any is made, so that a redrive whose key is there makes no changing call for it.
 *
 * A key that holds the alias is adopted as {@link adopt} says, also when it is not the known one: the
 * proof is in its marker, not in its id.
 *
 * @param knownKeyId The id of the key that was made for the request, if one was. No key is made then,
 * as what is left to do is tags or an announcement: a missing key is the failure `KeyGone`, with this
 * id. A search that throws `ApiError` does not carry the id: whoever parks the request again keeps it.
 */
export function recoverKey(knownKeyId: string | undefined): EnsureKey {
  return async (request, ports, settings, deadlineMs) => {
    const alias = aliasOf(request.tenantId, request.keyName);
    const found = await ports.keys.findKey(alias, deadlineMs);
    if (found !== undefined) return adopt(found, request, settings);
    if (knownKeyId === undefined) return ensureKey(request, ports, settings, deadlineMs);
    return { kind: 'unusable', code: 'KeyGone', keyId: knownKeyId };
  };
}
