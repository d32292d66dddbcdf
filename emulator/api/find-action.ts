import { refuse } from './refuse.ts';
import type { Action, Refusal, Service } from './service.ts';

/** What of a call says which action is meant. */
export type ActionName = {
  /** `X-TC-Version` */
  readonly version: string;
  /** `X-TC-Action` */
  readonly action: string;
  /** `X-TC-Region` */
  readonly region: string;
};

/** Actions of KMS that are asked of no region; those of the Tag service are asked of none either. */
const REGIONLESS: ReadonlySet<string> = new Set(['GetRegions']);

/** The action that a call names, or the vendor's refusal of the name. */
export function findAction(name: ActionName, services: readonly Service[]): Action | Refusal {
  const { version, region } = name;
  const service = services.find((candidate) => candidate.version === version);
  if (service === undefined) {
    return refuse('NoSuchVersion', `The request version=\`${version}\` is not found.`);
  }
  const action = service.actions.get(name.action);
  if (action === undefined) {
    return refuse(
      'InvalidAction',
      `The request action=\`${name.action}\` is invalid or not found in version=\`${version}\`.`,
    );
  }
  if (service.product === 'kms' && region === '' && !REGIONLESS.has(name.action)) {
    return refuse('MissingParameter', 'The request is missing a required parameter `Region`.');
  }
  return action;
}
