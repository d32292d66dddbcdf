import { type Refusal, refuse } from '../../api/service.ts';

type ReadEnable = { readonly ok: true; readonly enabled: boolean } | Refusal;

/** Reads `Enable`; when it is absent things are as they were. */
export function readEnable(text: string | undefined, before: boolean): ReadEnable {
  if (text === undefined) return { ok: true, enabled: before };
  if (text === 'OPEN' || text === 'CLOSE') return { ok: true, enabled: text === 'OPEN' };
  return refuse('InvalidParameterValue.Enable', 'Enable must be OPEN or CLOSE.');
}
