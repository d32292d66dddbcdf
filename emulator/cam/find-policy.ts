import { refuse } from '../api/refuse.ts';
import type { Refusal } from '../api/service.ts';
import type { CamPolicy, CamState } from '../state/cam.ts';

type FoundPolicy = { readonly ok: true; readonly policy: CamPolicy } | Refusal;

/** Finds a policy by its id or by its name: a call says one of the two. */
export function findPolicy(
  { policies }: CamState,
  id: number | undefined,
  name: string | undefined,
): FoundPolicy {
  if ((id === undefined) === (name === undefined)) {
    return refuse('InvalidParameter.ParamError', 'A policy is named by its id or by its name.');
  }
  const policy =
    id === undefined
      ? [...policies.values()].find((candidate) => candidate.name === name)
      : policies.get(id);
  if (policy !== undefined) return { ok: true, policy };
  return refuse('InvalidParameter.PolicyIdNotExist', `There is no policy ${name ?? id}.`);
}
