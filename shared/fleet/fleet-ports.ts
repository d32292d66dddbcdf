import type { AnnounceOperation } from '../events/operation-event.ts';
import type { Ports } from '../tenant-key/ports.ts';
import type { FleetReader } from './fleet-reader.ts';

/** What the function reconcile needs from the world outside. */
export type FleetPorts = Pick<Ports, 'keys' | 'tags' | 'clock' | 'random'> & {
  readonly fleet: FleetReader;
  readonly announceOperation: AnnounceOperation;
};
