import { defineAction, refuse } from '../../api/service.ts';
import { checkConfiguration, configured } from './configuration.ts';
import { checkActive, findFunction, putFunction } from './deployed-function.ts';
import { checkHandler, readCode } from './function-code.ts';
import { CODE, CONFIGURATION } from './function-parameters.ts';

/**
 * Replaces the code of a function.
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
  answer(params, cloud) {
    const { FunctionName, Namespace, Handler, CodeSource, Code, ...others } = params;
    const named = findFunction({ FunctionName, ...(Namespace && { Namespace }) }, cloud);
    if (!named.ok) return named;
    const { Publish = 'FALSE', InstallDependency = 'FALSE', EnvId: _, ...source } = others;
    if (Publish !== 'FALSE' || InstallDependency !== 'FALSE') {
      const message =
        'The local cloud supports neither Publish nor InstallDependency; leave them out.';
      return refuse('UnsupportedOperation', message);
    }
    const { handler } = named.found;
    const refusal =
      checkActive(named.found, cloud, 'FailedOperation.FunctionStatusError') ??
      checkHandler(Handler ?? handler);
    if (refusal !== undefined) return refusal;
    // The vendor documents a different limit for each of the two parameters.
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

/**
 * Changes the settings in the call and leaves the others unchanged. The environment is an
 * exception: the switch `environmentWipedWhenAbsent` decides whether it stays when it is absent. A
 * new environment replaces all variables. So is `IgnoreSysLog`, by the switch `ignoreSysLogWipedWhenAbsent`.
 *
 * @see https://cloud.tencent.com/document/product/583/18580
 */
export const updateFunctionConfiguration = defineAction({
  name: 'UpdateFunctionConfiguration',
  parameters: {
    ...CONFIGURATION,
    Publish: { type: 'string' },
    L5Enable: { type: 'string' },
    IgnoreSysLog: { type: 'boolean' },
  },
  mutating: true,
  callsPerSecondMax: 100,
  answer(params, cloud) {
    const named = findFunction(params, cloud);
    if (!named.ok) return named;
    const { found } = named;
    const { Runtime = found.runtime } = params;
    if (Runtime !== found.runtime) {
      const message = `The function has ${found.runtime}; only a new one can have ${Runtime}.`;
      return refuse('InvalidParameterValue.Runtime', message);
    }
    const refusal =
      checkActive(found, cloud, 'FailedOperation.UpdateFunctionConfiguration') ??
      checkConfiguration(params, cloud);
    if (refusal !== undefined) return refusal;
    const { environmentWipedWhenAbsent, ignoreSysLogWipedWhenAbsent } = cloud.switches;
    const { IgnoreSysLog = !ignoreSysLogWipedWhenAbsent && found.isSysLogIgnored } = params;
    const environment = environmentWipedWhenAbsent ? {} : found.environment;
    const settings = configured(params, { ...found, environment });
    putFunction(cloud, {
      ...found,
      ...settings,
      isSysLogIgnored: IgnoreSysLog,
      modTimeMs: cloud.nowMs,
    });
    return { ok: true, response: {} };
  },
});
