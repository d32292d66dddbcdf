import type { Application } from './application.ts';
import type { FoundFunction } from './found.ts';
import { readMark } from './function-mark.ts';

/**
 * A function was deployed by this application: its mark says so, or, where somebody has written
 * another description, the role that it runs in. Any other of the same name is somebody else's.
 */
export function isOurs(name: string, found: FoundFunction, { app }: Application): boolean {
  return readMark(found.description, app) !== undefined || found.role === `${app}-${name}`;
}
