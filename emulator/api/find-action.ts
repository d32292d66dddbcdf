import { missingParameter, refuse } from './refuse.ts';
import type { Action, Refusal, Service } from './service.ts';

/** What of a call says which action is meant; what a header does not say is the empty text. */
export type ActionName = {
  /** `X-TC-Version` */
  readonly version: string;
  /** `X-TC-Action` */
  readonly action: string;
  /** `X-TC-Region` */
  readonly region: string;
};

type FoundAction = { readonly ok: true; readonly action: Action } | Refusal;

/** The action that a call names, or the vendor's refusal of the name. */
export function findAction(name: ActionName, services: readonly Service[]): FoundAction {
  const { version, region } = name;
  if (name.action === '') return missingParameter('Action');
  if (version === '') return missingParameter('Version');
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
  const { regions } = service;
  if (regions === undefined || action.regional === false) return { ok: true, action };
  if (region === '') return missingParameter('Region');
  if (regions.includes(region)) return { ok: true, action };
  return refuse('UnsupportedRegion', `The request region=\`${region}\` is not supported.`);
}
