/** What a call of CreateKey says, as long as the one that the product makes. */
export function createKeyParams(index: number): object {
  return {
    Alias: `b-${index}_main`,
    Description: DESCRIPTION,
    KeyUsage: 'ENCRYPT_DECRYPT',
    Type: 1,
    Tags: [{ TagKey: 'tenant-keys:tenant', TagValue: `b-${index}` }],
  };
}

/** As long as the marker of a request without a description of its own. */
const DESCRIPTION = 'x'.repeat(104);
