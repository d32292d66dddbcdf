import type { TemporaryCredential } from '../api/credentials.ts';
import type { Account, Refusal } from '../api/service.ts';
import type { SignedRequest } from '../api/signature.ts';
import type { Switches } from '../api/switches.ts';
import type { Handler } from '../http/server.ts';
import type { DeployedFunction } from '../state/scf.ts';
import type { Topics } from '../topics/topics.ts';
import type { Functions } from './actions/invoke.ts';

/** What the functions need of the cloud that they are deployed to. */
export type HostCloud = {
  /** Where the keys of whoever names no other region are. */
  readonly region: string;
  readonly account: Account;
  readonly topics: Topics;
  readonly switches: () => Switches;
  /** The functions that are deployed in a region, by name. */
  readonly functionsIn: (region: string) => ReadonlyMap<string, DeployedFunction>;
  /**
   * Calls `listener` after each call that changed functions, roles, policies or topics, and after a
   * reset, until what it returns is called.
   */
  readonly onDeployed: (listener: () => void) => () => void;
  /** The cloud's own clock. */
  readonly nowMs: () => number;
  /** Calls `listener` after the clock was put forward or back, until what it returns is called. */
  readonly onClockSet: (listener: () => void) => () => void;
  /** Credentials as a function has them. They last `lifetimeMs` on the system's clock. */
  readonly issueTemporaryCredentials: (role: string, lifetimeMs: number) => TemporaryCredential;
  /** Refuses a request that is not signed by somebody who may do this; see `isAllowed`. */
  readonly authorize: (
    request: SignedRequest,
    action: string,
    resource?: string,
  ) => Refusal | undefined;
  /** Lets `handler` answer requests with paths that the cloud itself does not have. */
  readonly addHandler: (handler: Handler) => void;
  /** Lets calls of Invoke reach these functions. */
  readonly addFunctions: (functions: Functions) => void;
};
