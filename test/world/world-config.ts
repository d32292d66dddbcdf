import { type Authenticate, SERVICE } from '../../shared/auth/caller.ts';
import type { Config } from '../../shared/config.ts';
import { REGION } from './machine-ports.ts';
import { SETTINGS } from './provisioning-world.ts';

/** The configuration that goes with a world: nothing in it is ever connected to. */
export const CONFIG: Config = {
  region: REGION,
  apiEndpoint: undefined,
  topics: { engine: 'http', base: 'http://127.0.0.1:1' },
  accountUin: '100000000001',
  kmsCallsPerSecondMax: 100,
  tagCallsPerSecondMax: 20,
  provisioning: SETTINGS,
  redrivesMax: 5,
  runbookUrl: 'docs/runbook.md',
  auth: undefined,
  requestsTopic: undefined,
  messageSigning: undefined,
};

/** Authenticates every caller as a pipeline of the platform, as with `AUTH=open`. */
export const LET_IN: Authenticate = async () => ({ ok: true, caller: SERVICE });
