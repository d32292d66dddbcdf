/**
 * The name of a role in six segments; roles belong to no region.
 *
 * @see https://cloud.tencent.com/document/product/598/10606 (six-segment resource description)
 */
export function roleResourceName(uin: string, name: string): string {
  return `qcs::cam::uin/${uin}:roleName/${name}`;
}
