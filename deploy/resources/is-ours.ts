import type { Application } from '../application.ts';
import type { ResourceKind } from '../change.ts';
import type { Found, FoundFunction } from '../found.ts';
import { readMark } from './function-mark.ts';
import { grantMark } from './grant-mark.ts';

/**
 * What is there under a name of ours may be somebody else's: it is neither changed nor deleted. Topics
 * have no mark, and what belongs to a function goes with it.
 */
export function isOurs(
  kind: ResourceKind,
  name: string,
  found: Found,
  application: Application,
): boolean {
  switch (kind) {
    case 'function':
      return isOurFunction(name, found.function.get(name), application);
    case 'role':
    case 'policy': {
      const { description } = found[kind].get(name) ?? {};
      return description === undefined || description === grantMark(application);
    }
    default:
      return true;
  }
}

/**
 * A function was deployed by this application: its mark says so, or, where somebody has written
 * another description, the role that it runs in. Any other of the same name is somebody else's.
 */
function isOurFunction(name: string, found: FoundFunction | undefined, { app }: Application) {
  if (found === undefined) return true;
  return readMark(found.description, app) !== undefined || found.role === `${app}-${name}`;
}
