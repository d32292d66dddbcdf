import { refuse } from '../api/refuse.ts';
import type { Cloud, Refusal } from '../api/service.ts';
import { openRegion } from '../state/kms.ts';
import { keyResourceName } from '../state/resource-names.ts';

/**
 * Finds the resource that a name in six segments means. Its account may be left empty, if the
 * switch `emptyUinAccepted` says so; the name found is always the full one.
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
  if (creator !== uin || !openRegion(cloud, region).keys.has(keyId)) {
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
