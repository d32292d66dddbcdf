import { type Refused, refusedCommand } from '../dead-letters/command.ts';
import { schemaProblems } from '../tenant-key/json.ts';
import {
  FLEET_COMMAND_MESSAGES,
  validateFleetCommand,
} from './generated/validate-fleet-command.js';

/** Reads the event of an invocation as a command, or says what is wrong with it. */
export function parseFleetCommand(event: unknown): FleetCommand | Refused {
  if (validateFleetCommand(event)) return event as FleetCommand; // The schema ties the fields to it.
  const problems = schemaProblems(validateFleetCommand.errors ?? [], FLEET_COMMAND_MESSAGES);
  return refusedCommand(
    problems.map(({ pointer, detail }) => (pointer === '' ? `The command${detail}` : detail)),
  );
}

/** What an operator asks of the function reconcile: the event of its invocation. */
export type FleetCommand =
  | {
      readonly command: 'check';
      /** All tenants that there are; without it nobody can tell which keys are orphans. */
      readonly tenants?: readonly string[];
    }
  | {
      readonly command: 'repair';
      /** Of the plan that a check printed, or of what an earlier repair left of it. */
      readonly planHash: string;
    };

/** What can be wrong with a key of the account. */
export type FindingKind =
  /** Ours, of a tenant that does not exist. */
  | 'orphan'
  /** Ours, and another of ours has the same tenant and name, and precedes it. */
  | 'duplicate'
  /** Ours, without the tenant's tag. */
  | 'untagged'
  /** Ours, with the tag of another tenant. */
  | 'wrongly-tagged'
  /** Ours, in a state in which it cannot serve. */
  | 'wrong-state'
  /** Not ours, though it has a name or a tag as ours do. */
  | 'foreign'
  /** It has a marker, or the name and tag of a key of ours, but no proof that it is. */
  | 'marker-damaged';

export type Finding = {
  readonly kind: FindingKind;
  readonly keyId: string;
  readonly alias: string;
  /** As alias or tag have it. */
  readonly tenantId?: string;
  /** What was seen, in a sentence. */
  readonly detail: string;
  /** `repair` mends it. */
  readonly repairable: boolean;
};

/** One step of a repair: the key gets its tenant's tag. */
export type Repair = {
  readonly keyId: string;
  readonly resourceId: string;
  readonly tenantId: string;
};

export type FleetReport = {
  /** Keys of the account in the region. */
  readonly keys: number;
  /** Keys that are proven ours. */
  readonly own: number;
  /** Tenants that have a key; and of those that were given, the ones that have none. */
  readonly tenants: number;
  readonly tenantsWithoutKey?: readonly string[];
  /** Counts of all findings, those left out of `findings` too. */
  readonly counts: Readonly<Record<FindingKind, number>>;
  /** The first 1,000, the gravest before the others. */
  readonly findings: readonly Finding[];
  /** The first 1,000 steps, by the ids of their keys. */
  readonly plan: readonly Repair[];
  /** Stands for `plan`; a repair is told it, and refuses when the plan is another by then. */
  readonly planHash: string;
};

export type RepairAnswer = {
  readonly repaired: readonly Repair[];
  /** Steps that failed, each with its code. */
  readonly failed: readonly (Repair & { readonly code: string })[];
  /** Steps for which there was no time. */
  readonly remaining: number;
  /** Of what failed and what remains, for the next command of the same repair. */
  readonly planHash: string;
};

export type FleetAnswer = Refused | FleetReport | RepairAnswer;
