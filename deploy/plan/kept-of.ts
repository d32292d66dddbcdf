import type { Application } from '../application.ts';
import type { Resource, ResourceKind } from '../change.ts';
import type { Found } from '../found.ts';
import { isOurs } from '../resources/is-ours.ts';

/** What is there and is not deleted. */
export type Kept = {
  readonly resource: Resource;
  /** A sentence. */
  readonly reason: string;
};

/**
 * What a destruction keeps. Pure.
 *
 * @param full The topics that have, or may have, messages.
 */
export function keptOf(
  application: Application,
  found: Found,
  full: ReadonlySet<string>,
): readonly Kept[] {
  const { app, region, namespace } = application;
  const foreign = (kind: ResourceKind) =>
    [...found[kind].keys()]
      .filter((name) => !isOurs(kind, name, found, application))
      .map((name) => ({ kind, name }));
  return [
    ...[...full].map((name) => ({
      resource: { kind: 'topic' as const, name },
      reason: `The topic ${name} holds messages, which would be lost: delete it by hand once nobody needs them.`,
    })),
    ...foreign('function').map((resource) => ({
      resource,
      reason: `The function ${resource.name} was not deployed by ${app}.`,
    })),
    ...[...foreign('role'), ...foreign('policy')].map((resource) => ({
      resource,
      reason: `The ${resource.kind} ${resource.name} is not for ${app} in ${region}, namespace ${namespace}, as its description says.`,
    })),
  ];
}
