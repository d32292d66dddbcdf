import { isJsonObject, type JsonObject } from '../json/json.ts';
import type { CloudState } from '../state/cloud.ts';
import type { Topics } from '../topics/topics.ts';
import { checkParameters } from './parameters.ts';
import {
  ACCOUNT,
  type Account,
  type Action,
  type Answer,
  missingParameter,
  type Refusal,
  refuse,
  type Service,
} from './service.ts';
import type { SignatureCheck } from './signature.ts';
import type { Switches } from './switches.ts';

/** Everything that an action depends on. Only the state changes. */
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

/** A call that changed something, with the time and the ids that it used. */
export type CallInput = ActionName & {
  readonly kind: 'call';
  readonly params: JsonObject;
  readonly nowMs: number;
  readonly ids: readonly string[];
  readonly tagCode?: 1 | 2;
};

/** Checks the parameters of a call and runs its action. */
export function runAction(
  call: ActionName & {
    readonly params: unknown;
    readonly signature?: SignatureCheck;
    readonly host?: string;
  },
  action: Action,
  steps: Steps,
  tagCode: 1 | 2 | undefined,
): Run {
  const refusal = checkParameters(call.params, action.parameters);
  if (refusal !== undefined) return { answer: refusal };
  const { state, topics, switches, account, nowMs } = steps;
  const { version, region, signature, host } = call;
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
    ...(host !== undefined && { host }),
  });
  if (!answer.ok || !action.mutating) return { answer };
  const { name } = action;
  return {
    answer,
    input: { kind: 'call', version, action: name, region, params, nowMs, ids, ...tagging },
  };
}

/**
 * Runs a recorded call again, so that it makes the same change.
 *
 * @throws Error when the outcome differs from the recorded one.
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

/** The parameters of a call; none when the body is not an object. */
export function paramsOf({ params }: { readonly params: unknown }): JsonObject {
  return isJsonObject(params) ? params : {};
}

/** The headers that select an action; an absent header is the empty string. */
export type ActionName = {
  /** `X-TC-Version` */
  readonly version: string;
  /** `X-TC-Action` */
  readonly action: string;
  /** `X-TC-Region` */
  readonly region: string;
};

type FoundAction =
  | { readonly ok: true; readonly service: Service; readonly action: Action }
  | Refusal;

/** Finds the action that a call names, or refuses the name as the vendor does. */
export function findAction(name: ActionName, services: readonly Service[]): FoundAction {
  const { version, region } = name;
  if (name.action === '') return missingParameter('Action');
  if (version === '') return missingParameter('Version');
  // Two services may have the same version; there, their host names distinguish them, here, the
  // action.
  const service = services.find(
    (candidate) => candidate.version === version && candidate.actions.has(name.action),
  );
  const action = service?.actions.get(name.action);
  if (service === undefined || action === undefined) return unknownName(name, services);
  const { regions } = service;
  if (regions === undefined || action.regional === false) return { ok: true, service, action };
  if (region === '') return missingParameter('Region');
  if (regions.includes(region)) return { ok: true, service, action };
  return refuse('UnsupportedRegion', `The request region=\`${region}\` is not supported.`);
}

function unknownName({ version, action }: ActionName, services: readonly Service[]): Refusal {
  if (!services.some((service) => service.version === version)) {
    return refuse('NoSuchVersion', `The request version=\`${version}\` is not found.`);
  }
  return refuse(
    'InvalidAction',
    `The request action=\`${action}\` is invalid or not found in version=\`${version}\`.`,
  );
}
