import type { CloudPorts } from '../cloud-ports.ts';
import type { ProvisioningSettings } from '../tenant-key/settings.ts';

/** What answering HTTP takes. */
export type HttpDoor = {
  readonly ports: CloudPorts;
  readonly settings: ProvisioningSettings;
  /** Where the runbook is, for whoever reads a problem. */
  readonly runbookUrl: string;
  /** Writes one line to the log. */
  readonly log: (line: string) => void;
};
