import { defineAction, refuse } from '../../api/service.ts';
import { checkHandler } from './check-handler.ts';
import { findFunction } from './find-function.ts';
import { CODE } from './function-parameters.ts';
import { checkActive } from './function-status.ts';
import { putFunction } from './put-function.ts';
import { readCode } from './read-code.ts';

/**
 * Replaces the code of a function. The vendor lists codes besides these for images and other sources
 * of code.
 *
 * @see https://cloud.tencent.com/document/product/583/18581
 */
export const updateFunctionCode = defineAction({
  name: 'UpdateFunctionCode',
  parameters: {
    FunctionName: { type: 'string', required: true },
    Handler: { type: 'string' },
    CosBucketName: { type: 'string' },
    CosObjectName: { type: 'string' },
    ZipFile: { type: 'string' },
    Namespace: { type: 'string' },
    CosBucketRegion: { type: 'string' },
    InstallDependency: { type: 'string' },
    EnvId: { type: 'string' },
    Publish: { type: 'string' },
    Code: { type: CODE },
    CodeSource: { type: 'string' },
  },
  mutating: true,
  callsPerSecondMax: 20,
  codes: [
    'FailedOperation',
    'FailedOperation.FunctionStatusError',
    'FailedOperation.OperationConflict',
    'FailedOperation.UpdateFunctionCode',
    'InternalError.System',
    'InvalidParameter.Payload',
    'InvalidParameterValue',
    'InvalidParameterValue.Code',
    'InvalidParameterValue.CodeSource',
    'InvalidParameterValue.FunctionName',
    'InvalidParameterValue.Handler',
    'InvalidParameterValue.Namespace',
    'InvalidParameterValue.ZipFile',
    'InvalidParameterValue.ZipFileBase64BinasciiError',
    'ResourceNotFound.Function',
    'ResourceNotFound.FunctionName',
    'ResourceNotFound.Namespace',
    'UnauthorizedOperation.CAM',
    'UnauthorizedOperation.UpdateFunctionCode',
    'UnsupportedOperation',
  ],
  answer(params, cloud) {
    const { FunctionName, Namespace, Handler, CodeSource, Code, ...others } = params;
    const named = findFunction({ FunctionName, ...(Namespace && { Namespace }) }, cloud);
    if (!named.ok) return named;
    const { Publish = 'FALSE', InstallDependency = 'FALSE', EnvId: _, ...source } = others;
    if (Publish !== 'FALSE' || InstallDependency !== 'FALSE') {
      const message = 'The local cloud has neither Publish nor InstallDependency; leave them out.';
      return refuse('UnsupportedOperation', message);
    }
    const { handler } = named.found;
    const refusal =
      checkActive(named.found, cloud, 'FailedOperation.FunctionStatusError') ??
      checkHandler(Handler ?? handler);
    if (refusal !== undefined) return refusal;
    // The vendor allows so much for the one parameter, and so much for the other.
    const code =
      Code === undefined
        ? readCode(source, CodeSource, 20 * 1024 * 1024)
        : readCode({ ...source, ...Code }, CodeSource, 50 * 1024 * 1024);
    if (!code.ok) return code;
    const { zipFile } = code;
    const changed = { handler: Handler ?? handler, zipFile, modTimeMs: cloud.nowMs };
    putFunction(cloud, { ...named.found, ...changed });
    return { ok: true, response: {} };
  },
});
