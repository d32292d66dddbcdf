import { expect } from 'vitest';
import { checkParameters } from '../../emulator/api/parameters.ts';
import { ACCOUNT, type Action, type Caller } from '../../emulator/api/service.ts';
import { DEFAULT_SWITCHES, type Switches } from '../../emulator/api/switches.ts';
import type { JsonObject } from '../../emulator/json/json.ts';
import { emulatedServices } from '../../emulator/services.ts';
import { type CloudState, emptyCloudState } from '../../emulator/state/cloud.ts';
import { localTopics } from '../../emulator/topics/topics.ts';
import { LOCAL_TOPICS } from '../../local/cloud.ts';
import { COMMON_CODES } from './common-codes.ts';
import { codesOf } from './declared-codes.ts';

export const UIN = '700001224419';
export const REGION = 'ap-guangzhou';

/** 2026-01-01T00:00:00Z */
export const START_S = 1_767_225_600;

/** Ids are drawn in this order: idOf(1), idOf(2) and so on. */
export const idOf = (number: number) =>
  `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;

/** With a topic of several partitions. */
const TOPICS = new Map([...LOCAL_TOPICS, ['key-requests', 3]] as const);

export type EmulatedAccount = ReturnType<typeof emulatedAccount>;

/** An account of the local cloud whose clock stands still and whose actions are called directly. */
export function emulatedAccount(changed: Partial<Switches> = {}) {
  const state: CloudState = emptyCloudState();
  const account = { uin: UIN, appId: '1250000000' };
  let switches = { ...DEFAULT_SWITCHES, ...changed };
  let nowMs = START_S * 1_000;
  const topics = localTopics(TOPICS, { nowMs: () => nowMs, record() {} });
  let ids = 0;
  const newId = () => {
    ids += 1;
    return idOf(ids);
  };

  const answer = (
    name: string,
    params: JsonObject,
    {
      region = REGION,
      caller = ACCOUNT,
      ...fault
    }: { readonly region?: string; readonly caller?: Caller; readonly tagCode?: 1 | 2 },
  ) => {
    const action = actionNamed(name);
    expect(checkParameters(params, action.parameters)).toBeUndefined();
    const steps = { state, topics, switches, account, nowMs, newId };
    return action.answer(params, { ...steps, region, caller, ...fault });
  };

  return {
    state,
    topics,
    /** The answer to a call that succeeds. */
    call: (name: string, params: JsonObject = {}, around = {}): any => {
      const answered = answer(name, params, around);
      expect(answered).toMatchObject({ ok: true });
      return answered.ok ? answered.response : undefined;
    },
    /** The code of a refused call, which must be one that this action may answer. */
    refusal: (name: string, params: JsonObject = {}, around = {}): string => {
      const answered = answer(name, params, around);
      if (answered.ok) throw new Error(`${name} was not refused`);
      expect([...codesOf(name), ...COMMON_CODES]).toContain(answered.code);
      expect(answered.message).toMatch(/\.$/);
      return answered.code;
    },
    advanceS: (seconds: number) => {
      nowMs += seconds * 1_000;
    },
    set: (more: Partial<Switches>) => {
      switches = { ...switches, ...more };
    },
  };
}

const SERVICES = emulatedServices([], REGION);

function actionNamed(name: string): Action {
  const action = SERVICES.find(({ actions }) => actions.has(name))?.actions.get(name);
  if (action === undefined) throw new Error(`there is no action ${name}`);
  return action;
}
