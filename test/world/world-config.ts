import { type Authenticate, SERVICE } from '../../shared/auth/caller.ts';
import type { Config } from '../../shared/config.ts';
import type { CloudPorts } from '../../shared/ports.ts';
import { MARKER_KEYS, REGION } from './machine-ports.ts';
import { SETTINGS } from './provisioning-world.ts';

/** The configuration that goes with a world: nothing in it is ever connected to. */
export const CONFIG: Config = {
  region: REGION,
  environment: 'tenant-keys',
  apiEndpoint: undefined,
  topics: { engine: 'http', base: 'http://127.0.0.1:1' },
  accountUin: '100000000001',
  kmsCallsPerSecondMax: 100,
  queueCallsPerSecondMax: 100,
  tagCallsPerSecondMax: 20,
  provisioning: SETTINGS,
  signingKeys: MARKER_KEYS,
  redrivesMax: 5,
  docsUrl: 'https://tenant-keys.example/',
  auth: undefined,
  waysIn: {
    ckafkaTopic: undefined,
    cmqTopic: undefined,
    eventBridgeSource: undefined,
    invoked: 'on',
  },
  statusBucket: undefined,
  statusOfQueue: 'on',
  messageSigning: undefined,
};

/** For whom messages of a world are signed. */
export const AUDIENCE = { environment: 'tenant-keys', topic: 'key-requests' } as const;

/** No request waits or is parked, and nothing is read to know that. */
export const NO_KEPT: CloudPorts['findKept'] = async () => undefined;

/** Authenticates every caller as a pipeline of the platform, as with `AUTH=open`. */
export const LET_IN: Authenticate = async () => ({ ok: true, caller: SERVICE });
