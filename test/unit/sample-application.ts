import { createHash } from 'node:crypto';
import type {
  Application,
  DesiredFunction,
  DesiredTrigger,
  PolicyDocument,
} from '../../deploy/state/application.ts';

const POLICY: PolicyDocument = {
  version: '2.0',
  statement: [
    { effect: 'allow', action: ['kms:CreateKey', 'kms:DescribeKey'], resource: ['*'] },
    { effect: 'deny', action: ['kms:Decrypt'], resource: ['*'] },
  ],
};

/** The smallest application with each type of trigger. */
export const SAMPLE: Application = {
  app: 'tenant-keys',
  region: 'ap-guangzhou',
  namespace: 'default',
  ckafka: {
    instanceId: 'ckafka-local000',
    topics: [
      {
        name: 'key-requests',
        partitions: 3,
        replicas: 3,
        cleanUpPolicy: 'delete',
        retentionMs: 604_800_000,
        maxMessageBytes: 262_144,
      },
      {
        name: 'key-dead-letters',
        partitions: 1,
        replicas: 3,
        cleanUpPolicy: 'compact',
        retentionMs: 7_776_000_000,
        maxMessageBytes: 1_048_576,
      },
    ],
  },
  functions: [
    sampleFunction('accept-request', 4, '8', {
      type: 'http',
      name: 'url',
      authType: 'NONE',
      enableIntranet: false,
      enableExtranet: true,
    }),
    sampleFunction('provision-keys', 3, '12', {
      type: 'ckafka',
      name: 'ckafka-local000-key-requests',
      instanceId: 'ckafka-local000',
      topic: 'key-requests',
      consumerGroup: 'tenant-keys',
      maxMsgNum: 100,
      windowS: 5,
      offset: 'earliest',
      retriesMax: 10_000,
    }),
    sampleFunction('redrive', 1, '6', {
      type: 'timer',
      name: 'every-minute',
      cron: '0 */1 * * * * *',
      message: 'resume',
    }),
  ],
};

function sampleFunction(
  name: string,
  instancesMax: number,
  callsPerSecond: string,
  trigger: DesiredTrigger,
): DesiredFunction {
  return {
    name,
    handler: 'index.main_handler',
    runtime: 'Nodejs20.19',
    memoryMb: 256,
    timeoutS: 60,
    environment: {
      REGION: 'ap-guangzhou',
      MARKER_KEYS: 'k1:0123456789abcdef0123456789abcdef',
      KMS_CALLS_PER_SECOND_MAX: callsPerSecond,
    },
    role: { name: `tenant-keys-${name}`, policy: POLICY },
    code: codeOf(`the code of ${name}`),
    instancesMax,
    publicNet: 'on',
    async: { retriesMax: 2, ttlS: 3_600 },
    triggers: [trigger],
  };
}

/** Stands in for a zip, which no test unpacks. */
export function codeOf(text: string): DesiredFunction['code'] {
  const zip = Buffer.from(`PK\u0003\u0004${text}`);
  return { zip, sha256: createHash('sha256').update(zip).digest('hex') };
}

/** The application with one function changed. */
export function withFunction(
  application: Application,
  name: string,
  change: Partial<DesiredFunction>,
): Application {
  const functions = application.functions.map((one) => {
    return one.name === name ? { ...one, ...change } : one;
  });
  return { ...application, functions };
}

/** The application without one function. */
export function withoutFunction(application: Application, name: string): Application {
  return { ...application, functions: application.functions.filter((one) => one.name !== name) };
}
