import type { Authenticate } from '../auth/caller.ts';
import type { MessageSigning } from '../auth/signed-message.ts';
import type { CloudPorts } from '../ports.ts';
import type { ProvisioningSettings } from '../tenant-key/retry.ts';

/** What answering HTTP takes. */
export type HttpContext = {
  readonly authenticate: Authenticate;
  readonly ports: CloudPorts;
  readonly settings: ProvisioningSettings;
  /** How what is left to the queue is signed; undefined leaves it unsigned. */
  readonly messageSigning?: MessageSigning | undefined;
  /** Where the runbook is, for whoever reads a problem. */
  readonly runbookUrl: string;
  /** The platform's id of the invocation. */
  readonly invocationId?: string;
  /** Writes one line to the log. */
  readonly log: (line: string) => void;
};
