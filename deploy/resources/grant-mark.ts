import type { Application } from '../application.ts';

/**
 * The description of a role and of its policy. They belong to the account, while an application is in
 * one region and namespace: without this, one that is deployed to two places, or another of the same
 * name, would change its rights back and forth, and delete them from under the other's functions.
 */
export function grantMark({ app, region, namespace }: Application): string {
  return `For a function of ${app}, in ${region}, namespace ${namespace}.`;
}
