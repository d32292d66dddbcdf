import { ApiError } from '../../shared/tenant-key/api-error.ts';
import { type DeploymentResult, usageResult } from '../deployment/command.ts';
import { hasCredentials, openAccess } from '../invocation/access.ts';
import { resolveTarget, type TargetOptions } from '../invocation/target.ts';
import type { Io } from '../report/io.ts';
import type { KeyApi } from './api.ts';
import { functionApi } from './function-api.ts';
import { httpApi } from './http-api.ts';
import { readHttpTarget } from './target.ts';

/** Does something with the keys, and explains why that failed. */
export async function withApi(
  options: TargetOptions,
  io: Io,
  act: (api: KeyApi) => Promise<DeploymentResult>,
): Promise<DeploymentResult> {
  const api = await openApi(options, io);
  if (typeof api === 'string') return usageResult(api);
  try {
    return await act(api);
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    return { exit: 'failed', problems: [await api.explain(error)] };
  }
}

/**
 * The HTTP API where an address or a token of it is set, since a pipeline has no cloud account. Otherwise the function
 * of operators, by the credentials of the cloud. A sentence says what is missing.
 *
 * @throws ApiError when the local cloud does not answer.
 */
async function openApi(options: TargetOptions, io: Io): Promise<KeyApi | string> {
  const http = await readHttpTarget(io, options);
  if (typeof http === 'string') return http;
  if (http !== undefined) return httpApi(http);
  if (resolveTarget(options).target === 'cloud' && !hasCredentials(io.env)) return NO_WAY;
  const access = await openAccess(options, io.env);
  return typeof access === 'string' ? access : functionApi(access, io);
}

const NO_WAY =
  'Neither the HTTP API nor credentials are known: export TENANT_KEYS_URL, and TENANT_KEYS_TOKEN or TENANT_KEYS_TOKEN_FILE with its token; or, as an operator, TENCENTCLOUD_SECRET_ID and TENCENTCLOUD_SECRET_KEY; or add --target local for the local cloud.';
