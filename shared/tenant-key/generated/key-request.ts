// Generated from events/key-request.schema.json by `npm run generate`. Do not edit.
import type {KeyName} from '../key.ts';

/**
 * What the key can do. Not every region offers every value; KMS decides.
 */
export type KeyRequestKeyUsage =
  | 'ENCRYPT_DECRYPT'
  | 'ASYMMETRIC_DECRYPT_RSA_2048'
  | 'ASYMMETRIC_DECRYPT_SM2'
  | 'ASYMMETRIC_SIGN_VERIFY_SM2'
  | 'ASYMMETRIC_SIGN_VERIFY_ECC'
  | 'ASYMMETRIC_SIGN_VERIFY_RSA_2048'
  | 'ASYMMETRIC_SIGN_VERIFY_ECDSA384'
  | 'ASYMMETRIC_SIGN_VERIFY_RSA_3072'
  | 'ASYMMETRIC_SIGN_VERIFY_DILITHIUM';
/**
 * Where the key material comes from: KMS generates it, or the tenant imports it. A key of EXTERNAL origin ends as PendingImport.
 */
export type KeyRequestOrigin = 'TENCENT_KMS' | 'EXTERNAL';

/**
 * A request for one key of a tenant. The same tenant, name and specification always mean the same key, whatever the requestId.
 */
export interface KeyRequest {
  /**
   * Identifies this request, so that its outcome can be found. Over HTTP the header Idempotency-Key may have it instead.
   */
  readonly requestId: string;
  /**
   * The tenant that gets the key, by the id that the sender or an identity provider has for it: acme, org_2f8sKq, auth0|5f7c. Up to 36 lower-case letters, digits and inner hyphens are the id of the tenant as they are, unless they begin with kms- or x--. Of any other id, x-- and 26 characters of its SHA-256 are: answers and events have those as tenantId, and this one as externalTenantId. An id in another case means another tenant.
   */
  readonly tenantId: string;
  /**
   * Distinguishes this key from the tenant's others. The second part of the key's alias.
   */
  readonly keyName: KeyName;
  readonly keyUsage?: KeyRequestKeyUsage;
  readonly origin?: KeyRequestOrigin;
  /**
   * The caller's own text, stored with the key: at most 880 bytes of UTF-8, which is less than 880 characters where they are not ASCII, and no half of a surrogate pair. Where answers have an externalTenantId, it takes its length and one byte more of the 880.
   */
  readonly description?: string;
  readonly tags?: Tags;
  /**
   * The HSM cluster in which to create the key. Only for the exclusive and managed editions of KMS.
   */
  readonly hsmClusterId?: string;
}
/**
 * Tags of the key, besides the one that names its tenant.
 */
export interface Tags {
  readonly [k: string]: string;
}

/** The value of a field that is left out. */
export const KEY_REQUEST_DEFAULTS = {
  keyUsage: 'ENCRYPT_DECRYPT',
  origin: 'TENCENT_KMS',
  description: '',
  tags: {},
} as const;

/** The fields that specify the key: requests with the same name that differ in one of them conflict. */
export const KEY_REQUEST_SPECIFICATION = [
  'tenantId',
  'keyName',
  'keyUsage',
  'origin',
  'description',
  'tags',
  'hsmClusterId',
] as const;
