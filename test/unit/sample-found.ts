import type { Application } from '../../deploy/state/application.ts';
import type { Found } from '../../deploy/state/found.ts';

const TRUST =
  '{"statement":{"principal":{"service":"scf.qcloud.com"},"effect":"allow","action":"name/sts:AssumeRole"},"version":"2.0"}';

export const EMPTY: Found = {
  authorization: new Map(),
  topic: new Map(),
  bucket: new Map(),
  policy: new Map(),
  role: new Map(),
  function: new Map(),
  concurrency: new Map(),
  async: new Map(),
  trigger: new Map(),
};

/** The account after the application was deployed, formatted as the cloud returns it. */
export function foundOf({ app, ckafka, functions }: Application): Found {
  const description = 'For a function of tenant-keys, in ap-guangzhou, namespace default.';
  const each = <Row>(row: (one: (typeof functions)[number], index: number) => Row) =>
    new Map(functions.map((one, index) => [one.name, row(one, index)]));
  return {
    authorization: new Map([['SCF_QcsRole', { policies: ['QcloudAccessForScfRole'] }]]),
    topic: new Map(
      ckafka.topics.map(({ name, rules: _, ...settings }) => [
        name,
        { ...settings, inSyncMin: 2, rules: undefined },
      ]),
    ),
    bucket: new Map(),
    policy: new Map(
      functions.map(({ role }, index) => {
        return [
          role.name,
          { id: index + 1, description, document: JSON.stringify(role.policy, null, 2) },
        ];
      }),
    ),
    role: new Map(
      functions.map(({ role: { name } }) => [
        name,
        { description, trust: TRUST, policies: [name] },
      ]),
    ),
    function: each((one) => ({
      status: 'Active',
      description: `App ${app.replaceAll('-', '.')}, code sha256 ${one.code.sha256}, without system log.`,
      handler: one.handler,
      runtime: one.runtime,
      memoryMb: one.memoryMb,
      timeoutS: one.timeoutS,
      role: one.role.name,
      codeBytes: one.code.zip.byteLength,
      environment: one.environment,
      deadLetter: { type: '', name: '' },
      vpc: { vpcId: '', subnetId: '' },
      publicNet: 'on' as const,
      hasFixedAddress: false,
      cls: { logsetId: 'chosen-by-the-platform', topicId: 'chosen-by-the-platform' },
    })),
    concurrency: each(({ instancesMax, memoryMb }) => ({ reservedMb: instancesMax * memoryMb })),
    async: each(({ async }) => async),
    trigger: new Map([
      [
        'accept-request/http',
        {
          functionName: 'accept-request',
          type: 'http',
          name: 'hulrzrbh9f',
          enabled: true,
          qualifier: '$DEFAULT',
          desc: '{"NetConfig":{"EnableExtranet":true,"ExtranetUrl":"https://1-a.tencentscf.com","EnableIntranet":false,"IntranetUrl":""},"AuthType":"NONE"}',
          argument: '',
        },
      ],
      [
        'provision-keys/ckafka/ckafka-local000-key-requests',
        {
          functionName: 'provision-keys',
          type: 'ckafka',
          name: 'ckafka-local000-key-requests',
          enabled: true,
          qualifier: '$DEFAULT',
          desc: '{"MaxMsgNum":"100","Offset":"earliest","Retry":10000,"TimeOut":"5","ConsumerGroupName":"tenant-keys","topicId":"topic-1"}',
          argument: '',
        },
      ],
      [
        'redrive/timer/every-minute',
        {
          functionName: 'redrive',
          type: 'timer',
          name: 'every-minute',
          enabled: true,
          qualifier: '$LATEST',
          desc: '{"cron":"0 */1 * * * * *"}',
          argument: 'resume',
        },
      ],
    ]),
  };
}

/** The same with one resource changed; undefined removes it. */
export function withFound<Kind extends keyof Found>(
  found: Found,
  kind: Kind,
  name: string,
  change: Partial<Found[Kind] extends ReadonlyMap<string, infer Row> ? Row : never> | undefined,
): Found {
  const rows = new Map<string, object>(found[kind]);
  if (change === undefined) rows.delete(name);
  else rows.set(name, { ...rows.get(name), ...change });
  return { ...found, [kind]: rows };
}
