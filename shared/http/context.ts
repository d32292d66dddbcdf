import type { Authenticate } from '../auth/caller.ts';
import type { MessageSigning } from '../auth/signed-message.ts';
import type { CloudPorts } from '../ports.ts';
import type { ProvisioningSettings } from '../tenant-key/retry.ts';

/** The ports and settings of the HTTP API. */
export type HttpContext = {
  readonly authenticate: Authenticate;
  readonly ports: CloudPorts;
  readonly settings: ProvisioningSettings;
  /** Signs the messages that are put into the queue. Undefined leaves them unsigned. */
  readonly messageSigning?: MessageSigning | undefined;
  /** Where the runbook is. Problems link to its sections. */
  readonly runbookUrl: string;
  /** The platform's id of the invocation. */
  readonly invocationId?: string;
  /** Writes one line to the log. */
  readonly log: (line: string) => void;
};
