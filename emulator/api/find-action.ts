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

type FoundAction =
  | { readonly ok: true; readonly service: Service; readonly action: Action }
  | Refusal;

/** The action that a call names, or the vendor's refusal of the name. */
export function findAction(name: ActionName, services: readonly Service[]): FoundAction {
  const { version, region } = name;
  if (name.action === '') return missingParameter('Action');
  if (version === '') return missingParameter('Version');
  // Two services may have the same version: the action tells them apart, as their hosts do there.
  const service = services.find(
    (candidate) => candidate.version === version && candidate.actions.has(name.action),
  );
  const action = service?.actions.get(name.action);
  if (service === undefined || action === undefined) return unknownName(name, services);
  const { regions } = service;
  if (regions === undefined || action.regional === false) return { ok: true, service, action };
  if (region === '') return missingParameter('Region');
  if (regions.includes(region)) return { ok: true, service, action };
  return refuse('UnsupportedRegion', `The request region=\`${region}\` is not supported.`);
}

function unknownName({ version, action }: ActionName, services: readonly Service[]): Refusal {
  if (!services.some((service) => service.version === version)) {
    return refuse('NoSuchVersion', `The request version=\`${version}\` is not found.`);
  }
  return refuse(
    'InvalidAction',
    `The request action=\`${action}\` is invalid or not found in version=\`${version}\`.`,
  );
}
