/** The account, region and id of a key. */
type KeyPlace = { readonly uin: string; readonly region: string; readonly keyId: string };

/** The full name of a key, under which its tags are stored. */
export function keyResourceName({ uin, region, keyId }: KeyPlace): string {
  return resourceName(uin, region, keyResourceId(uin, keyId));
}

/**
 * The name of a KMS resource in six segments.
 *
 * @see https://cloud.tencent.com/document/product/598/10606 (six-segment resource description)
 */
export function resourceName(uin: string, region: string, resourceId: string): string {
  return `qcs::kms:${region}:uin/${uin}:key/${resourceId}`;
}

/** The `ResourceId` of a key in answers of KMS. */
export function keyResourceId(uin: string, keyId: string): string {
  return `creatorUin/${uin}/${keyId}`;
}

/**
 * The name of a role in six segments; roles belong to no region.
 *
 * @see https://cloud.tencent.com/document/product/598/10606 (six-segment resource description)
 */
export function roleResourceName(uin: string, name: string): string {
  return `qcs::cam::uin/${uin}:roleName/${name}`;
}
