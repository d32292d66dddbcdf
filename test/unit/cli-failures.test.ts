import { describe, expect, test } from 'vitest';
import {
  explainDeploymentError,
  explainInvocationError,
  explainLocalCloudError,
} from '../../cli/invocation/explanations.ts';
import { commandSender } from '../../cli/invocation/operator-command.ts';
import { ApiError } from '../../shared/tenant-key/api-error.ts';
import type { JsonObject } from '../../shared/tenant-key/json.ts';

/** Nothing listens there. */
const AT_HOME = { endpoint: 'http://127.0.0.1:1', region: 'ap-guangzhou', namespace: 'default' };
const IN_THE_CLOUD = { region: 'ap-shanghai', namespace: 'keys' };

describe('a failed invocation is explained in a sentence', () => {
  const explain = (code: string, connection: object = AT_HOME, detail = 'Invoke: what it said.') =>
    explainInvocationError(new ApiError(code, { detail }), 'redrive', connection as typeof AT_HOME);

  test.each<[string, string]>([
    [
      'NotConnected',
      'http://127.0.0.1:1 cannot be reached: check the address, and that the local cloud is running (npm start).',
    ],
    [
      'NoAnswer',
      'http://127.0.0.1:1 gave no answer, and the function redrive may still be running: run the same command again in a minute, which is safe (Invoke: what it said).',
    ],
    ['HttpStatus', 'http://127.0.0.1:1 gave an unusable answer: Invoke: what it said.'],
    ['UnreadableAnswer', 'http://127.0.0.1:1 gave an unusable answer: Invoke: what it said.'],
    [
      'AuthFailure.SecretIdNotFound',
      'http://127.0.0.1:1 refused the credentials: check TENCENTCLOUD_SECRET_ID, TENCENTCLOUD_SECRET_KEY and TENCENTCLOUD_TOKEN (AuthFailure.SecretIdNotFound). Unset all three to use the credentials of the local cloud.',
    ],
    [
      'AuthFailure.TokenFailure',
      'The cloud refused TENCENTCLOUD_TOKEN: get new temporary credentials (AuthFailure.TokenFailure).',
    ],
    [
      'AuthFailure.SignatureExpire',
      'The clock of this machine is minutes off: correct it (AuthFailure.SignatureExpire).',
    ],
    [
      'AuthFailure.UnauthorizedOperation',
      'These credentials may not invoke the function redrive: allow it in CAM with deploy/policy.operator.json, or with deploy/policy.operator-of-all-functions.json if that is not enough (AuthFailure.UnauthorizedOperation).',
    ],
    [
      'UnauthorizedOperation.CAM',
      'These credentials may not invoke the function redrive: allow it in CAM with deploy/policy.operator.json, or with deploy/policy.operator-of-all-functions.json if that is not enough (UnauthorizedOperation.CAM).',
    ],
    [
      'ResourceNotFound.FunctionName',
      'The function redrive is not deployed in the region ap-guangzhou, namespace default (ResourceNotFound.FunctionName).',
    ],
    [
      'RequestLimitExceeded.UinLimitExceeded',
      'This account makes too many calls: try again in a minute (RequestLimitExceeded.UinLimitExceeded).',
    ],
    ['UnsupportedRegion', 'There is no region ap-guangzhou here: choose another with --region.'],
    ['FunctionFailed', 'The function redrive failed: Invoke: what it said.'],
    [
      'FailedOperation.FunctionStatusError',
      'http://127.0.0.1:1 refused the call: FailedOperation.FunctionStatusError, Invoke: what it said.',
    ],
  ])('%s', async (code, sentence) => {
    expect(await explain(code)).toBe(sentence);
  });

  test('names the vendor where there is no endpoint', async () => {
    expect(await explain('NotConnected', IN_THE_CLOUD)).toBe(
      'Tencent Cloud cannot be reached: check the connection to the internet.',
    );
    expect(await explain('ResourceNotFound.Namespace', IN_THE_CLOUD)).toBe(
      'The function redrive is not deployed in the region ap-shanghai, namespace keys (ResourceNotFound.Namespace).',
    );
  });

  test('of a function that has no instance to spare says when to come again', async () => {
    const detail = 'Function [redrive] concurrency exceeded reserved quota 256 MB';
    expect(await explain('FunctionBusy', AT_HOME, detail)).toBe(
      `The function redrive is busy with another command or its timer: try again in a minute (${detail}).`,
    );
  });

  test('quotes the id to ask the vendor about, and no text that steers the terminal', async () => {
    const error = new ApiError('FunctionFailed', {
      detail: `\u001b[2J${'x'.repeat(400)}`,
      kmsRequestId: 'c2af8a64',
    });
    expect(await explainInvocationError(error, 'reconcile', AT_HOME)).toBe(
      `The function reconcile failed: \\u001b[2J${'x'.repeat(296)}. Request id: c2af8a64`,
    );
  });
});

test('a version too many is explained with the versions to delete', async () => {
  const error = new ApiError('LimitExceeded', { detail: 'PublishVersion: redrive: no more.' });
  expect(await explainDeploymentError(error, { region: 'ap-shanghai' })).toBe(
    'A function has as many versions as it may have, so the code that it runs cannot be saved, and no code was replaced: in the console of SCF, delete versions of that function that nobody uses, but keep the newest whose description begins with "App", which a rollback needs. Then run the same command again (LimitExceeded, PublishVersion: redrive: no more).',
  );
});

describe('a failed call of a deployment is explained in a sentence', () => {
  const where = { region: 'ap-shanghai' };

  test.each<[string, string]>([
    ['NotConnected', 'Tencent Cloud cannot be reached: check the connection to the internet.'],
    [
      'NoAnswer',
      'Tencent Cloud gave no answer in time: run the same command again to continue (CreateRole: what it said).',
    ],
    [
      'DeadlineExceeded',
      'Tencent Cloud gave no answer in time: run the same command again to continue (CreateRole: what it said).',
    ],
    [
      'AuthFailure.UnauthorizedOperation',
      'These credentials may not make the call CreateRole: grant them the policy deploy/policy.deployer.json in CAM (AuthFailure.UnauthorizedOperation).',
    ],
    [
      'UnauthorizedOperation.CAM',
      'These credentials may not make the call CreateRole: grant them the policy deploy/policy.deployer.json in CAM (UnauthorizedOperation.CAM).',
    ],
    [
      'AuthFailure.SecretIdNotFound',
      'Tencent Cloud refused the credentials: check TENCENTCLOUD_SECRET_ID, TENCENTCLOUD_SECRET_KEY and TENCENTCLOUD_TOKEN (AuthFailure.SecretIdNotFound).',
    ],
    [
      'UnsupportedRegion',
      'There is no region ap-shanghai here: choose another with REGION in .env, or --region.',
    ],
    [
      'ResourceNotFound.Namespace',
      'There is no such namespace in ap-shanghai: create it in the console of SCF, or leave out NAMESPACE and --namespace (ResourceNotFound.Namespace).',
    ],
    [
      'InvalidParameterValue.InstanceNotExist',
      'There is no such CKafka instance in ap-shanghai: CKAFKA_INSTANCE_ID in .env must name an instance that exists there (InvalidParameterValue.InstanceNotExist).',
    ],
    [
      'LimitExceeded.Function',
      'Tencent Cloud refused the call: LimitExceeded.Function, CreateRole: what it said.',
    ],
  ])('%s', async (code, sentence) => {
    const error = new ApiError(code, { detail: 'CreateRole: what it said.' });
    expect(await explainDeploymentError(error, where)).toBe(sentence);
  });
});

test('a local cloud that hangs is said to give no answer', async () => {
  const error = new ApiError('NoAnswer', { detail: 'GET /environment failed' });
  expect(await explainLocalCloudError(error, AT_HOME)).toBe(
    'http://127.0.0.1:1 gave no answer in time: check the address, or stop the local cloud and start it again (npm start).',
  );
});

describe('an answer', () => {
  const ask = (answer: JsonObject) =>
    commandSender(async () => answer)('quota', { command: 'quota' });

  test('that has what its command promises is taken, with whatever else it has', async () => {
    const answer = { waiting: 1, madeLately: 2, used: 3, other: true };
    expect(await ask(answer)).toBe(answer);
  });

  test('that refuses is taken', async () => {
    const answer = { refused: { code: 'CommandInvalid', detail: 'No.' } };
    expect(await ask(answer)).toBe(answer);
  });

  test.each<[JsonObject]>([
    [{}],
    [{ waiting: 1 }],
    [{ waiting: '1', madeLately: 2 }],
    [{ waiting: 1, madeLately: 2, used: 'most' }],
    [{ refused: true }],
    [{ refused: { code: 'CommandInvalid' } }],
  ])('like %j is of another release', async (answer) => {
    await expect(ask(answer)).rejects.toThrow(
      'UnreadableAnswer: the answer of the function does not fit this release of the command: deploy this release, or use the command of the deployed one',
    );
  });
});
