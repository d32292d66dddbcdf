import { type Answer, type Cloud, type Refusal, refuse } from '../api/service.ts';
import { currentRegion } from '../state/kms.ts';
import { keyResourceName } from '../state/resource-names.ts';

/**
 * Applies a change to each of up to ten resources. A failure does not affect the other resources:
 * the call succeeds and lists the failures in `FailedResources`.
 */
export function eachResource(
  resources: readonly string[],
  cloud: Cloud,
  change: (name: string) => Refusal | undefined,
): Answer {
  const FailedResources = resources.flatMap((Resource) => {
    const found = resolveResource(Resource, cloud);
    const refusal = found.ok ? change(found.name) : found;
    return refusal ? [{ Resource, Code: refusal.code, Message: refusal.message }] : [];
  });
  return { ok: true, response: { FailedResources } };
}

/** Refuses a list of resources that is empty or too long. */
export function resourceListRefusal(resources: readonly string[]): Refusal | undefined {
  if (resources.length === 0) {
    return refuse('InvalidParameter', 'ResourceList must name at least one resource.');
  }
  if (resources.length <= RESOURCES_MAX) return undefined;
  return refuse(
    'LimitExceeded.ResourceNumPerRequest',
    `ResourceList must have at most ${RESOURCES_MAX} resources.`,
  );
}

/** Refuses a list of tags, or of their keys, that is empty or too long. */
export function tagCountRefusal(tags: readonly unknown[]): Refusal | undefined {
  if (tags.length === 0) return refuse('InvalidParameter.Tag', 'There must be at least one tag.');
  if (tags.length <= TAGS_MAX) return undefined;
  return refuse('LimitExceeded.TagNumPerRequest', `There must be at most ${TAGS_MAX} tags.`);
}

const RESOURCES_MAX = 10;

const TAGS_MAX = 10;

/**
 * Finds a resource by its name in six segments. The account may be empty if the switch
 * `emptyUinAccepted` is on. The returned name is always complete.
 *
 * @see https://cloud.tencent.com/document/product/598/10606 (six-segment resource description)
 */
export function resolveResource(
  text: string,
  cloud: Cloud,
): { readonly ok: true; readonly name: string } | Refusal {
  const { service, region, account, rest } = SIX_SEGMENTS.exec(text)?.groups ?? {};
  if (region === undefined || rest === undefined) return malformed(text);
  if (service !== 'kms') {
    return refuse(
      'InvalidParameter.UnsupportedService',
      `Only kms keys have tags, not ${service}.`,
    );
  }
  const { uin } = cloud.account;
  const isOwn = account === uin || account === '';
  if (!isOwn) return refuse('AuthFailure.UnauthorizedOperation', `${text} is not of this account.`);
  if (account === '' && !cloud.switches.emptyUinAccepted) return malformed(text);
  return resolveKey(text, rest, region, cloud);
}

const SIX_SEGMENTS =
  /^qcs::(?<service>[^:]+):(?<region>[^:]*):uin\/(?<account>[0-9]*):(?<rest>[^:]+)$/;

const KEY = /^key\/creatorUin\/(?<creator>[0-9]+)\/(?<keyId>[^/]+)$/;

function resolveKey(
  text: string,
  rest: string,
  region: string,
  cloud: Cloud,
): ReturnType<typeof resolveResource> {
  const { creator, keyId } = KEY.exec(rest)?.groups ?? {};
  if (keyId === undefined) return malformed(text);
  const { uin } = cloud.account;
  if (creator !== uin || !currentRegion(cloud, region).keys.has(keyId)) {
    return refuse('ResourceNotFound', `There is no resource ${text}.`);
  }
  return { ok: true, name: keyResourceName({ uin, region, keyId }) };
}

function malformed(text: string): Refusal {
  return refuse(
    'InvalidParameterValue.ResourceDescriptionError',
    `${text} must be qcs::kms:<region>:uin/<uin>:key/creatorUin/<uin>/<keyId>.`,
  );
}
