import type { Service } from '../api/service.ts';
import { SWITCHES, type Switches } from '../api/switches.ts';
import type { CloudMachine } from '../cloud/machine.ts';
import { COS_CODES } from '../cos/errors.ts';
import { COS_ACTIONS } from '../cos/operations.ts';
import { json, type Route, type RouteResult, refusal } from '../http/route.ts';
import type { TopicEngine } from '../topics/topic-engine.ts';
import type { Settings, SwitchRow } from './wire.ts';

type SettingsRoutesOptions = {
  readonly machine: Pick<CloudMachine, 'faults' | 'switches' | 'nowMs'>;
  readonly region: string;
  readonly services: readonly Service[];
  readonly topicEngine: Pick<TopicEngine, 'names'>;
};

/** What can be set, and the removal of one fault. The other changes have routes of their own. */
export function settingsRoutes(options: SettingsRoutesOptions): readonly Route[] {
  const { machine, region } = options;

  function settings(): Settings {
    return {
      ...{ region, nowMs: machine.nowMs() },
      faults: machine.faults.numbered().map(({ number, fault }) => ({ number, ...fault })),
      switches: switchRows(machine.switches()),
      actions: actionRows(options),
    };
  }

  function removeFault(name: string): RouteResult {
    const isRemoved = /^\d{1,15}$/.test(name) && machine.faults.remove(Number(name));
    if (isRemoved) return json(settings().faults);
    return refusal(`There is no fault ${JSON.stringify(name)} any more.`, 404);
  }

  return [
    { method: 'GET', path: '/page/settings', handle: () => json(settings()) },
    { method: 'DELETE', path: '/page/faults/:name', handle: ({ name }) => removeFault(name) },
  ];
}

function switchRows(values: Switches): SwitchRow[] {
  return Object.entries(SWITCHES).map(([name, { default: fallback, text }]) => {
    return { name, value: values[name as keyof Switches], default: fallback, text };
  });
}

function actionRows({ services, topicEngine }: SettingsRoutesOptions): Settings['actions'] {
  const ofApi = services.flatMap(({ actions, codes }) =>
    [...actions.keys()].map((action) => ({ action, codes: codes[action] ?? [] })),
  );
  const cosCodes = Object.keys(COS_CODES);
  const ofTopics = topicEngine
    .names()
    .flatMap((name) => [`topics:publish:${name}`, `topics:read:${name}`]);
  return [
    { action: '*', codes: [] },
    ...ofApi,
    ...COS_ACTIONS.map((action) => ({ action, codes: cosCodes })),
    ...ofTopics.map((action) => ({ action, codes: [] })),
  ];
}
