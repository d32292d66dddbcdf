import type { DeployedFunction } from '../state/scf.ts';
import type { CodeFolders } from './code-folders.ts';
import type { FunctionHost } from './function-host.ts';
import { specOf } from './spec-of.ts';

/** Hears of a function or a trigger that cannot run, in one sentence. */
export type OnProblem = (functionName: string, problem: string) => void;

/**
 * Keeps what a host runs in step with what is deployed.
 *
 * @returns what is to be called with the functions that are deployed, at first and after a change.
 */
export function putUpFunctions(
  host: FunctionHost,
  folders: CodeFolders,
  onProblem: OnProblem,
): (functions: ReadonlyMap<string, DeployedFunction>) => void {
  const up = new Map<string, Up>();

  function takeDown(name: string): void {
    host.remove(name);
    const folder = up.get(name)?.folder;
    if (folder !== undefined) folders.remove(folder);
    up.delete(name);
  }

  function putUp(deployed: DeployedFunction): void {
    const { name, zipFile } = deployed;
    takeDown(name);
    up.set(name, { deployed });
    try {
      const folder = folders.unpack(name, zipFile);
      up.set(name, { deployed, folder });
      host.deploy(specOf(deployed, folder));
    } catch (error) {
      onProblem(name, (error as Error).message);
    }
  }

  return (functions) => {
    for (const name of [...up.keys()]) if (!functions.has(name)) takeDown(name);
    for (const deployed of functions.values()) {
      if (!isAlike(up.get(deployed.name)?.deployed, deployed)) putUp(deployed);
    }
  };
}

type Up = {
  readonly deployed: DeployedFunction;
  /** Where its code is; absent when that could not be unpacked. */
  readonly folder?: string;
};

/** There is nothing for which the function must be put up anew, as there is not for its triggers. */
function isAlike(before: DeployedFunction | undefined, now: DeployedFunction): boolean {
  return before?.zipFile === now.zipFile && settingsOf(before) === settingsOf(now);
}

function settingsOf(deployed: DeployedFunction): string {
  const { functionId, runtime, handler, memoryMb, timeoutS } = deployed;
  const { environment, role, reservedMemMb } = deployed;
  const settings = { functionId, runtime, handler, memoryMb, timeoutS };
  return JSON.stringify({ ...settings, environment, role, reservedMemMb });
}
