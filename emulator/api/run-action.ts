import { isJsonObject } from '../../shared/tenant-key/json.ts';
import type { CloudState } from '../state/cloud.ts';
import type { Topics } from '../topics/topics.ts';
import { ACCOUNT } from './caller.ts';
import { checkParameters } from './check-parameters.ts';
import type { SignatureCheck } from './check-signature.ts';
import { type ActionName, findAction } from './find-action.ts';
import type { Account, Action, Answer, Json, Service } from './service.ts';
import type { Switches } from './switches.ts';

/** What the step of an action depends on. Of these the state alone changes. */
export type Steps = {
  readonly services: readonly Service[];
  readonly account: Account;
  readonly state: CloudState;
  readonly topics: Topics;
  readonly switches: Switches;
  readonly nowMs: number;
  readonly newId: () => string;
};

export type Run = {
  readonly answer: Answer;
  /** Absent when nothing changed. */
  readonly input?: CallInput;
};

/** A call that changed something, with the time and the ids that it drew. */
export type CallInput = ActionName & {
  readonly kind: 'call';
  readonly params: Json;
  readonly nowMs: number;
  readonly ids: readonly string[];
  readonly tagCode?: 1 | 2;
};

/** Checks the parameters of a call, and takes the step of its action. */
export function runAction(
  call: ActionName & { readonly params: unknown; readonly signature?: SignatureCheck },
  action: Action,
  steps: Steps,
  tagCode: 1 | 2 | undefined,
): Run {
  const refusal = checkParameters(call.params, action.parameters);
  if (refusal !== undefined) return { answer: refusal };
  const { state, topics, switches, account, nowMs } = steps;
  const { version, region, signature } = call;
  const params = paramsOf(call);
  const tagging = tagCode === undefined ? {} : { tagCode };
  const ids: string[] = [];
  const newId = () => {
    const id = steps.newId();
    ids.push(id);
    return id;
  };
  const answer = action.answer(params, {
    ...{ state, topics, switches, account, region, nowMs, newId },
    caller: signature?.ok === true ? signature.caller : ACCOUNT,
    ...tagging,
  });
  if (!answer.ok || !action.mutating) return { answer };
  const { name } = action;
  return {
    answer,
    input: { kind: 'call', version, action: name, region, params, nowMs, ids, ...tagging },
  };
}

/**
 * Takes the step of a call again, so that the same state comes about.
 *
 * @throws Error when it does not go as it went before.
 */
export function repeatCall(input: CallInput, steps: Steps): void {
  const ids = [...input.ids].reverse();
  const newId = () => {
    const id = ids.pop();
    if (id === undefined) throw new Error(`${input.action} drew fewer ids when it was recorded`);
    return id;
  };
  const found = findAction(input, steps.services);
  if (!found.ok) throw new Error(found.message);
  const { nowMs, tagCode } = input;
  const { answer } = runAction(input, found.action, { ...steps, nowMs, newId }, tagCode);
  if (!answer.ok) throw new Error(`${input.action} failed: ${answer.message}`);
}

/** The parameters of a call, none when it has no object. */
export function paramsOf({ params }: { readonly params: unknown }): Json {
  return isJsonObject(params) ? params : {};
}
