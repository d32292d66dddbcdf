import { json, type Route } from './route.ts';

/** `GET /environment` says with which variables the application is deployed to this cloud. */
export function environmentRoute(environment: () => Readonly<Record<string, string>>): Route {
  return { method: 'GET', path: '/environment', handle: () => json(environment()) };
}
