import type { Service } from '../api/service.ts';
import type { CloudMachine } from '../cloud-machine.ts';
import { json, type Route } from './route.ts';

export type AboutOptions = {
  readonly region: string;
  readonly services: readonly Service[];
  readonly machine: CloudMachine;
  readonly routes: readonly Route[];
};

/** `GET /` says in short what is here. */
export function aboutRoute({ region, services, machine, routes }: AboutOptions): Route {
  function about() {
    const { topics, nowMs } = machine;
    return {
      name: 'a local Tencent cloud',
      region,
      nowMs: nowMs(),
      services: services.map(({ product, version, actions }) => {
        return { product, version, actions: [...actions.keys()] };
      }),
      topics: topics.names.map((name) => {
        const topic = topics.get(name);
        return { name, partitions: topic?.partitionCount, messages: topic?.size() };
      }),
      routes: routes.map(({ method, path }) => `${method} ${path}`),
    };
  }

  return { method: 'GET', path: '/', handle: () => json(about()) };
}
