/** Parameters of CreateKey, as long as those that the product sends. */
export function createKeyParams(index: number): object {
  return {
    Alias: `b-${index}_main`,
    Description: DESCRIPTION,
    KeyUsage: 'ENCRYPT_DECRYPT',
    Type: 1,
    Tags: [{ TagKey: 'tenant-keys:tenant', TagValue: `b-${index}` }],
  };
}

/** As long as the marker alone, for a request without a description. */
const DESCRIPTION = 'x'.repeat(104);
