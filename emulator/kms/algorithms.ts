export type Algorithm = {
  readonly keyUsage: string;
  readonly algorithm: string;
  readonly kind: 'symmetric' | 'asymmetric' | 'signature';
  /** Where it is offered; everywhere when absent. */
  readonly regions?: readonly string[];
};

/**
 * Every documented use of a key. CreateKey's page has the first seven and refers to ListAlgorithms,
 * whose page has the others. Which region lacks which is not documented; that some do is, by the
 * code `UnsupportedKeyUsageInCurrentRegion`.
 *
 * @see https://cloud.tencent.com/document/product/573/34430 (parameter KeyUsage)
 */
export const ALGORITHMS: readonly Algorithm[] = [
  { keyUsage: 'ENCRYPT_DECRYPT', algorithm: 'AES_256', kind: 'symmetric' },
  { keyUsage: 'ASYMMETRIC_DECRYPT_RSA_2048', algorithm: 'RSA_2048', kind: 'asymmetric' },
  { keyUsage: 'ASYMMETRIC_DECRYPT_SM2', algorithm: 'SM2', kind: 'asymmetric' },
  { keyUsage: 'ASYMMETRIC_SIGN_VERIFY_SM2', algorithm: 'SM2', kind: 'signature' },
  { keyUsage: 'ASYMMETRIC_SIGN_VERIFY_ECC', algorithm: 'ECC_P256_R1', kind: 'signature' },
  { keyUsage: 'ASYMMETRIC_SIGN_VERIFY_RSA_2048', algorithm: 'RSA_2048', kind: 'signature' },
  { keyUsage: 'ASYMMETRIC_SIGN_VERIFY_ECDSA384', algorithm: 'ECDSA384', kind: 'signature' },
  {
    keyUsage: 'ASYMMETRIC_SIGN_VERIFY_RSA_3072',
    algorithm: 'RSA_3072',
    kind: 'signature',
    regions: ['ap-guangzhou', 'ap-shanghai', 'ap-beijing'],
  },
  {
    keyUsage: 'ASYMMETRIC_SIGN_VERIFY_DILITHIUM',
    algorithm: 'DILITHIUM',
    kind: 'signature',
    regions: ['ap-beijing'],
  },
];

export function isOfferedIn({ regions }: Algorithm, region: string): boolean {
  return regions === undefined || regions.includes(region);
}
