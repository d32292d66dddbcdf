// Generated from events/key-request.schema.json by `npm run generate`. Do not edit.
import type {KeyName, TenantId} from '../key.ts';

/**
 * A request for one key of a tenant. The same tenant, name and specification always mean the same key, whatever the requestId.
 */
export interface KeyRequest {
  /**
   * Identifies this request, so that its outcome can be found. Over HTTP the header Idempotency-Key may have it instead.
   */
  readonly requestId: string;
  /**
   * The tenant that gets the key. The first part of the key's alias.
   */
  readonly tenantId: TenantId;
  /**
   * Distinguishes this key from the tenant's others. The second part of the key's alias.
   */
  readonly keyName: KeyName;
  /**
   * What the key can do. Not every region offers every value; KMS decides.
   */
  readonly keyUsage?:
    | 'ENCRYPT_DECRYPT'
    | 'ASYMMETRIC_DECRYPT_RSA_2048'
    | 'ASYMMETRIC_DECRYPT_SM2'
    | 'ASYMMETRIC_SIGN_VERIFY_SM2'
    | 'ASYMMETRIC_SIGN_VERIFY_ECC'
    | 'ASYMMETRIC_SIGN_VERIFY_RSA_2048'
    | 'ASYMMETRIC_SIGN_VERIFY_ECDSA384';
  /**
   * Where the key material comes from: KMS generates it, or the tenant imports it. A key of EXTERNAL origin ends as PendingImport.
   */
  readonly origin?: 'TENCENT_KMS' | 'EXTERNAL';
  /**
   * The caller's own text, stored with the key. At most 880 characters, and at most 880 bytes of UTF-8.
   */
  readonly description?: string;
  /**
   * Tags of the key, besides the one that names its tenant.
   */
  readonly tags?: {
    readonly [k: string]: string;
  };
  /**
   * The HSM cluster in which to create the key. Only for the exclusive and managed editions of KMS.
   */
  readonly hsmClusterId?: string;
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
