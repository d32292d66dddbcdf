import type {
  CreateKeyRequest,
  CreateKeyResponse,
  DescribeKeyRequest,
  DescribeKeyResponse,
} from 'tencentcloud-sdk-nodejs/tencentcloud/services/kms/v20190118/kms_models.js';
import {
  CREATE_KEY_TAGS_MAX,
  type CreatedKey,
  type FoundKey,
  type KeySpec,
} from '../tenant-key/key.ts';
import type { KeyService } from '../tenant-key/ports.ts';
import { callTencent, requiredField, type TencentApi } from '../tencent/call.ts';
import { findKey } from './find-key.ts';
import { foundKey } from './found-key.ts';

/** Keeps keys in Tencent Cloud KMS. */
export function kmsKeyService(api: TencentApi): KeyService {
  return {
    createKey: (spec, deadlineMs) => createKey(api, spec, deadlineMs),
    findKey: (alias, deadlineMs) => findKey(api, alias, deadlineMs),
    describeKey: (keyId, deadlineMs) => describeKey(api, keyId, deadlineMs),
  };
}

/** @see https://cloud.tencent.com/document/product/573/34430 (CreateKey) */
async function createKey(api: TencentApi, spec: KeySpec, deadlineMs: number): Promise<CreatedKey> {
  const request = createKeyRequest(spec);
  const answer = await callTencent<CreateKeyResponse>(api, 'CreateKey', request, deadlineMs);
  return {
    keyId: requiredField(answer, 'KeyId'),
    createTimeS: requiredField(answer, 'CreateTime'),
    keyState: requiredField(answer, 'KeyState'),
    tagged:
      spec.tags.length === 0 || (answer.TagCode === 0 && spec.tags.length <= CREATE_KEY_TAGS_MAX),
  };
}

function createKeyRequest(spec: KeySpec): CreateKeyRequest {
  const { alias, description, keyUsage, origin, tags, hsmClusterId } = spec;
  return {
    Alias: alias,
    Description: description,
    KeyUsage: keyUsage,
    Type: origin === 'EXTERNAL' ? 2 : 1,
    Tags: tags
      .slice(0, CREATE_KEY_TAGS_MAX)
      .map(({ key, value }) => ({ TagKey: key, TagValue: value })),
    ...(hsmClusterId === undefined ? {} : { HsmClusterId: hsmClusterId }),
  };
}

async function describeKey(api: TencentApi, keyId: string, deadlineMs: number): Promise<FoundKey> {
  const request: DescribeKeyRequest = { KeyId: keyId };
  const answer = await callTencent<DescribeKeyResponse>(api, 'DescribeKey', request, deadlineMs);
  return foundKey(requiredField(answer, 'KeyMetadata'));
}
