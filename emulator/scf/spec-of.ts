import { join } from 'node:path';
import type { DeployedFunction } from '../state/scf.ts';
import type { FunctionSpec } from './function-spec.ts';

/** Of a function for which nothing is reserved; the region's own limit is far away. */
const UNRESERVED_INSTANCES_MAX = 10;

/** A function as the host runs it, from the folder that its code was unpacked into. */
export function specOf(deployed: DeployedFunction, folder: string): FunctionSpec {
  const { name, handler, environment, role, timeoutS, memoryMb, reservedMemMb } = deployed;
  const [file] = handler.split('.', 1);
  const instances =
    reservedMemMb === undefined ? UNRESERVED_INSTANCES_MAX : Math.floor(reservedMemMb / memoryMb);
  return {
    name,
    bundlePath: join(folder, `${file}.js`),
    handler,
    environment,
    role,
    timeoutMs: timeoutS * 1_000,
    memoryMb,
    instancesMax: Math.max(1, instances),
  };
}
