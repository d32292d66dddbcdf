import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { LocalCloud } from '../../local/cloud.ts';
import { type RunOptions, run } from '../unit/cli-run.ts';
import { type RunningApplication, runningApplication } from '../world/running-application.ts';
import { setTimer } from '../world/timer.ts';

// What an operator stops, starts and hastens in the running application. Needs the bundles that `npm run build` makes.

const ROOT = new URL('../../', import.meta.url);
const QUEUE = 'provision-keys/ckafka/ckafka-local000-key-requests';

let cloud: LocalCloud;
let ask: RunningApplication['ask'];
let close: RunningApplication['close'];

beforeAll(async () => {
  ({ cloud, ask, close } = await runningApplication('levers'));
}, 60_000);
afterAll(() => close());

const operate = async (line: string, options: RunOptions = {}) => {
  const { code, out, err } = await run(`${line} --endpoint ${cloud.url}`, options);
  const shown = (text: string) => text.replaceAll(cloud.url, 'URL');
  return { code, out: shown(out), err: shown(err) };
};

const read = (topic: string) => cloud.topics.get(topic)?.read(0, Number.MAX_SAFE_INTEGER) ?? [];

const eventTypes = () => read('key-events').map(({ value }) => JSON.parse(value ?? '{}').type);

const isEnabled = () =>
  cloud
    .functionsIn(cloud.region)
    .get('provision-keys')
    ?.triggers.get('ckafka/ckafka-local000-key-requests')?.enabled;

/** The requests with an event, by their ids. */
const announced = () =>
  read('key-events').map(({ value }) => JSON.parse(value ?? '{}').data?.requestId);

function request(tenantId: string): Promise<unknown> {
  const value = JSON.stringify({ requestId: `r-${tenantId}`, tenantId, keyName: 'main' });
  return ask('POST /topics/key-requests/messages', { key: tenantId, value });
}

const aMinuteLater = () => ask('POST /clock/advance', { ms: 60_000 });

describe('the queue', () => {
  beforeEach(async () => {
    await operate('queue resume --yes');
  });

  test('is paused after a plan and a question, keeps its messages, and is resumed', async () => {
    expect(await operate('queue pause --plan')).toEqual({
      code: 0,
      out: `\
The local cloud URL, ap-guangzhou: 1 change.

update   trigger ${QUEUE}
           enabled: yes -> no

Nothing was changed. To do this:
  tenant-keys queue pause --endpoint URL
`,
      err: '',
    });
    expect(await operate('queue pause', { typed: ['n'] })).toMatchObject({
      ...{ code: 4, err: 'Pause the queue? [y/N] Nothing was changed.\n' },
    });
    expect(isEnabled()).toBe(true);

    const paused = await operate('queue pause', { typed: ['y'] });
    expect([paused.code, paused.err]).toEqual([0, 'Pause the queue? [y/N] ']);
    expect(paused.out.split('\n').slice(4)).toEqual([
      '',
      `1/1  update trigger ${QUEUE} ... done`,
      '',
      'Verified: nothing is left to change.',
      '',
      'The queue is paused. Messages stay on their topic until its retention is over,',
      'two weeks as serverless.yml has it. What runs already is finished, and the HTTP',
      'API goes on.',
      '',
    ]);
    expect(isEnabled()).toBe(false);
    expect(eventTypes().at(-1)).toBe('tenant-keys.queue-paused');
    await request('paused');
    expect(await operate('doctor')).toMatchObject({
      code: 3,
      out: expect.stringContaining(
        `warn  triggers     The queue is paused:\n                   ${QUEUE}.`,
      ),
    });
    expect(await operate('deploy --yes')).toMatchObject({
      code: 0,
      out: expect.stringContaining('nothing to change.\n\nThe queue is paused: the trigger\n'),
    });
    expect(announced()).not.toContain('r-paused');

    expect(await operate('queue resume --yes')).toMatchObject({
      code: 0,
      out: expect.stringContaining('\nThe queue is running, and continues where it stopped.\n'),
      err: '',
    });
    expect(isEnabled()).toBe(true);
    await expect.poll(announced, { timeout: 20_000 }).toContain('r-paused');
    expect(eventTypes()).toContain('tenant-keys.queue-resumed');
  }, 60_000);

  test('that is so already is left so: exit 5, and the event once more', async () => {
    const before = eventTypes().length;
    expect(await operate('queue resume', { typed: [] })).toEqual({
      code: 5,
      out: `\
The local cloud URL, ap-guangzhou: nothing to change.

The queue is running, and continues where it stopped.
`,
      err: '',
    });
    expect(eventTypes().slice(before)).toEqual(['tenant-keys.queue-resumed']);
  });

  test.each(['queue pause', 'queue resume --json'])(
    '%s without a terminal changes nothing',
    async (line) => {
      const terminal = line === 'queue pause' ? {} : { typed: ['y'] };
      expect(await operate(line, terminal)).toEqual({
        code: 2,
        out: '',
        err: 'There is no terminal to ask on, or --json is given: add --yes to do it without a question, or --plan to see what would change.\n',
      });
    },
  );

  test('is paused although its event cannot be published: exit 3, and a repeat publishes it', async () => {
    const fault = { action: 'topics:publish:key-events', effect: { http: 503 } };
    await ask('POST /faults', [fault] as object);
    const paused = await operate('queue pause --yes --json');
    expect(paused).toMatchObject({
      code: 3,
      err: 'The event about this was not published: run the same command again, which publishes it. The code is TopicsUnavailable.\n',
    });
    expect(JSON.parse(paused.out)).toMatchObject({ triggers: ['ckafka-local000-key-requests'] });
    expect(isEnabled()).toBe(false);
    await ask('DELETE /faults');
    expect(await operate('queue pause --yes')).toMatchObject({ code: 5, err: '' });
    expect(eventTypes().at(-1)).toBe('tenant-keys.queue-paused');
  }, 60_000);

  test('in a namespace without the application is refused', async () => {
    expect(await operate('queue pause --yes --namespace default --region ap-tokyo')).toEqual({
      code: 4,
      out: '',
      err: 'The function provision-keys has no trigger of a queue in the namespace default of this region: deploy it first, or choose another with --region or --namespace.\n',
    });
  });

  test.each([
    [['operator-of-all-functions', 'queue-operator'], 0, ''],
    [['queue-operator'], 3, expect.stringContaining(' may not invoke the function redrive: ')],
    [
      ['operator-of-all-functions'],
      1,
      expect.stringContaining(
        ' may not make the call UpdateTriggerStatus: grant them the policy deploy/policy.queue-operator.json in CAM ',
      ),
    ],
  ])('is paused with the policies %j: exit %i', async (policies, code, err) => {
    const statement = policies.flatMap((name) => {
      const url = new URL(`deploy/policy.${name}.json`, ROOT);
      return JSON.parse(readFileSync(url, 'utf8')).statement;
    });
    cloud.grantRole('queue-operator', { version: '2.0', statement });
    const credentials = cloud.issueTemporaryCredentials('queue-operator', 3_600_000);
    const env = {
      TENCENTCLOUD_SECRET_ID: credentials.secretId,
      TENCENTCLOUD_SECRET_KEY: credentials.secretKey,
      TENCENTCLOUD_TOKEN: credentials.token,
    };
    expect(await operate('queue pause --yes', { env })).toMatchObject({ code, err });
    expect(isEnabled()).toBe(code === 1);
  });
});

describe('what waits', () => {
  test('is made due after a plan and a question, and is sent in by the next run of heal', async () => {
    await operate('queue resume --yes');
    await setTimer(cloud, 'CLOSE');
    await ask('POST /faults', [
      { action: 'CreateKey', effect: { error: 'InternalError' } },
    ] as object);
    await request('early');
    await request('other');
    const waiting = async () => (await operate('dead-letters list --state waiting')).out;
    await expect
      .poll(waiting, { timeout: 40_000 })
      .toMatch(/(?:early|other)\/main.*\n.*(?:early|other)\/main/);
    await ask('DELETE /faults');

    const planned = await operate('dead-letters retry --tenant early --plan');
    expect(planned).toEqual({
      code: 0,
      out: `\
count  code
    1  InternalError

1 request would become due now.

Nothing was changed. To make them due:
  tenant-keys dead-letters retry --tenant early \\
    --endpoint URL
`,
      err: '',
    });
    expect(await operate('dead-letters retry --tenant early')).toMatchObject({ code: 2, out: '' });
    expect(await operate('dead-letters retry --tenant early', { typed: ['no'] })).toMatchObject({
      ...{ code: 4, err: 'Make them due now? [y/N] Nothing was changed.\n' },
    });
    const retried = await operate('dead-letters retry --tenant early', { typed: ['y'] });
    expect(retried).toEqual({
      code: 0,
      out: `\
count  code
    1  InternalError

1 request would become due now.

1 request made due. The timer sends them in again within a minute, one of each
code first.
`,
      err: 'Make them due now? [y/N] ',
    });
    expect(eventTypes()).toContain('tenant-keys.retried');
    expect(await operate('dead-letters retry --tenant early --yes')).toEqual({
      code: 5,
      out: 'There is nothing to do. 1 request is due already.\n',
      err: '',
    });
    const listed = await operate('dead-letters list --state waiting --tenant early');
    expect(listed.out).toMatch(/early\/main +\d+ +now\n/);
    await setTimer(cloud, 'OPEN');
    await aMinuteLater();
    await expect.poll(announced, { timeout: 20_000 }).toContain('r-early');
  }, 90_000);

  test('is left as it is by the name of a tenant that has none: exit 5', async () => {
    expect(await operate('dead-letters retry --tenant nobody --yes')).toEqual({
      code: 5,
      out: 'No request that waits matches; dead-letters list --state all shows all dead\nletters.\nNo dead letter is of the tenant "nobody".\n',
      err: '',
    });
  });

  test('is left as it is by a code that there is not: exit 2', async () => {
    expect(await operate('dead-letters retry --code NoSuchCode --yes')).toEqual({
      code: 2,
      out: '',
      err: 'No failure and no dead letter has the code "NoSuchCode": dead-letters list --state all shows the codes of all dead letters.\n',
    });
  });

  test('with an id of nobody is refused', async () => {
    expect(await operate('dead-letters retry --id dl_nobody --yes')).toEqual({
      ...{ code: 4, out: '' },
      err: 'No unsettled dead letter has the id dl_nobody. (CommandInvalid)\n',
    });
  });
});
