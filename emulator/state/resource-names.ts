/** Whose key it is, where, and which. */
type KeyPlace = { readonly uin: string; readonly region: string; readonly keyId: string };

/** The full name of a key: the one identity under which its tags are stored. */
export function keyResourceName({ uin, region, keyId }: KeyPlace): string {
  return resourceName(uin, region, keyResourceId(uin, keyId));
}

/**
 * The name of what KMS keeps, in six segments.
 *
 * @see https://cloud.tencent.com/document/product/598/10606 (six-segment resource description)
 */
export function resourceName(uin: string, region: string, resourceId: string): string {
  return `qcs::kms:${region}:uin/${uin}:key/${resourceId}`;
}

/** What KMS calls the `ResourceId` of a key. */
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
