import { isDeepStrictEqual } from 'node:util';
import type { JsonObject } from '../../../shared/tenant-key/json.ts';
import { type Refusal, refuse } from '../../api/service.ts';
import type { DeployedTrigger } from '../../state/scf.ts';
import { readJsonDesc } from './check-trigger-desc.ts';

type ReadDesc = { readonly ok: true; readonly desc: string } | Refusal;

/**
 * Reads what UpdateTrigger makes of a trigger's description. That of CKafka takes three fields, and
 * those that are absent stay as they are; what becomes of any other, when it differs, is on no page.
 * Here it is refused, so that nobody takes for changed what may not be.
 */
export function readNewDesc({ type, desc }: DeployedTrigger, given: string = desc): ReadDesc {
  if (type !== 'ckafka') return { ok: true, desc: given };
  const before = JSON.parse(desc) as JsonObject; // It was checked when it came in.
  const after = readJsonDesc(given);
  if (!after.ok) return after;
  for (const [field, value] of Object.entries(after.fields)) {
    if (CHANGEABLE.includes(field) || isDeepStrictEqual(before[field], value)) continue;
    const message = `${field} stays as it is: only ${CHANGEABLE.join(', ')} can be changed.`;
    return refuse('InvalidParameterValue.TriggerDesc', message);
  }
  return { ok: true, desc: JSON.stringify({ ...before, ...after.fields }) };
}

const CHANGEABLE: readonly string[] = ['maxMsgNum', 'timeOut', 'retry'];
