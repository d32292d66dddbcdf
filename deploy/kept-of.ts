import type { Application } from './application.ts';
import type { Resource } from './change.ts';
import type { Found } from './found.ts';
import { isOurs } from './is-ours.ts';

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
  const foreign = [...found.function].filter(([name, one]) => !isOurs(name, one, application));
  return [
    ...[...full].map((name) => ({
      resource: { kind: 'topic' as const, name },
      reason: `The topic ${name} holds messages, which would be lost: delete it by hand once nobody needs them.`,
    })),
    ...foreign.flatMap(([name]) => [
      {
        resource: { kind: 'function' as const, name },
        reason: `The function ${name} was not deployed by ${application.app}.`,
      },
    ]),
  ];
}
