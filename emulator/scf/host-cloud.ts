import type { TemporaryCredential } from '../api/credentials.ts';
import type { Account, Refusal } from '../api/service.ts';
import type { SignedRequest } from '../api/signature.ts';
import type { Switches } from '../api/switches.ts';
import type { Handler } from '../http/server.ts';
import type { DeployedFunction } from '../state/scf.ts';
import type { TopicEngine } from '../topics/topic-engine.ts';
import type { Functions } from './actions/invoke.ts';

/** What the running functions need from the cloud that they are deployed to. */
export type HostCloud = {
  /** The default region. */
  readonly region: string;
  readonly account: Account;
  readonly topicEngine: TopicEngine;
  readonly switches: () => Switches;
  /** The functions that are deployed in a region, by name. */
  readonly functionsIn: (region: string) => ReadonlyMap<string, DeployedFunction>;
  /**
   * Calls `listener` after each call that changed functions, roles, policies or topics, and after a
   * reset, until the returned function is called.
   */
  readonly onDeployed: (listener: () => void) => () => void;
  /** The cloud's own clock. */
  readonly nowMs: () => number;
  /** Calls `listener` after the clock was set, until the returned function is called. */
  readonly onClockSet: (listener: () => void) => () => void;
  /** Issues the credentials of a function. They last `lifetimeMs` on the system's clock. */
  readonly issueTemporaryCredentials: (role: string, lifetimeMs: number) => TemporaryCredential;
  /** Refuses a request unless it is signed by a caller with this permission; see `isAllowed`. */
  readonly authorize: (
    request: SignedRequest,
    action: string,
    resource?: string,
  ) => Refusal | undefined;
  /** Adds a handler for paths that the cloud itself does not have. */
  readonly addHandler: (handler: Handler) => void;
  /** Makes these functions available to Invoke. */
  readonly addFunctions: (functions: Functions) => void;
};
