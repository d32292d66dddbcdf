import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type DeployWorld, deployWorld } from './cli-deploy-world.ts';

// The command as it is typed, over a local cloud and a project of their own.

let world: DeployWorld;

beforeEach(async () => {
  world = await deployWorld();
});
afterEach(() => world.close());

describe('deploy', () => {
  test('--plan shows what is missing, and changes nothing', async () => {
    const { code, out, err } = await world.typed('deploy --plan');
    expect([code, err]).toEqual([0, '']);
    const lines = out.split('\n');
    expect(lines[0]).toBe('The local cloud URL, ap-guangzhou: 41 changes.');
    expect(lines).toContain(
      'create   topic key-dead-letters                partitions 1, replicas 3, clean-…',
    );
    expect(lines).toContain('create   trigger provision-keys/ckafka/ckafka-local000-key-requests');
    expect(lines.filter((line) => line.startsWith('create  '))).toHaveLength(41);
    expect(out.split('\n').slice(-4)).toEqual([
      '',
      'Nothing was changed. To apply this plan:',
      '  tenant-keys deploy --endpoint URL',
      '',
    ]);
    expect(await world.mutatingCalls()).toEqual([]);
  });

  test('creates everything, verifies it, and prints the URLs; then there is nothing to change', async () => {
    const { code, out, err } = await world.typed('deploy --yes');
    expect([code, err]).toEqual([0, '']);
    const done = out.split('\n').filter((line) => line.endsWith(' ... done'));
    expect(done).toHaveLength(41);
    expect(done[0]).toBe(' 1/41  create authorization SCF_QcsRole ... done');
    expect(done[40]).toBe('41/41  create trigger reconcile/timer/every-day ... done');
    const waiting = done.filter((line) => line.includes('waiting'));
    expect(waiting).toEqual([
      '20/41  create function accept-request ... waiting for its new role ... 5 s ... 15 s ... 35 s ... 75 s ... done',
    ]);
    expect(out.slice(out.indexOf('\nVerified'))).toBe(`
Verified: nothing is left to change.

accept-request  URL/functions/accept-request

To get a token for the HTTP API:
  tenant-keys token --tenant acme --endpoint URL
`);

    const made = await world.mutatingCalls();
    expect(await world.typed('deploy --yes')).toEqual({
      code: 0,
      out: `\
The local cloud URL, ap-guangzhou: nothing to change.

accept-request  URL/functions/accept-request
`,
      err: '',
    });
    expect(await world.mutatingCalls()).toEqual(made);
  });

  test.each(['n', '', 'yes!', 'x'])(
    'asks, and changes nothing if the answer is "%s"',
    async (answer) => {
      const { code, out, err } = await world.typed('deploy', { typed: [answer] });
      expect([code, err]).toEqual([4, 'Make these changes? [y/N] Nothing was changed.\n']);
      expect(out.split('\n')[0]).toBe('The local cloud URL, ap-guangzhou: 41 changes.');
      expect(await world.mutatingCalls()).toEqual([]);
    },
  );

  test('makes the changes after "y", and asks nothing when there are none', async () => {
    const { code, out, err } = await world.typed('deploy', { typed: ['Y'] });
    expect([code, err]).toEqual([0, 'Make these changes? [y/N] ']);
    expect(out).toContain('\nVerified: nothing is left to change.\n');
    expect(await world.typed('deploy', { typed: [] })).toMatchObject({
      code: 0,
      out: expect.stringContaining('nothing to change'),
      err: '',
    });
  });

  test.each(['deploy', 'deploy --json'])('%s without a terminal changes nothing', async (line) => {
    const terminal = line === 'deploy' ? {} : { typed: ['y'] };
    expect(await world.typed(line, terminal)).toEqual({
      code: 2,
      out: '',
      err: 'There is no terminal to ask on, or --json is given: add --yes to deploy without a question, or --plan to see what would change.\n',
    });
    expect(await world.ask('/journal')).toEqual([]);
  });

  test('shows a field that differs before and after, and changes that alone', async () => {
    await world.typed('deploy --yes');
    world.project.edit('timeout: 300', 'timeout: 240');
    await world.ask('/journal', 'DELETE');
    expect(await world.typed('deploy --yes')).toEqual({
      code: 0,
      out: `\
The local cloud URL, ap-guangzhou: 1 change.

update   function reconcile
           timeout: 300 s -> 240 s

1/1  update function reconcile ... done

Verified: nothing is left to change.

accept-request  URL/functions/accept-request

To get a token for the HTTP API:
  tenant-keys token --tenant acme --endpoint URL
`,
      err: '',
    });
    expect(await world.mutatingCalls()).toEqual(['UpdateFunctionConfiguration']);
  });

  const ELSEWHERE =
    'TOPICS_URL is set in your environment, but the local cloud URL has its topics at URL:';
  test.each([
    [
      'kafka://broker.example:9092',
      `${ELSEWHERE} start it on those brokers with npm start -- --topics, or unset TOPICS_URL.`,
    ],
    ['http://127.0.0.1:1', `${ELSEWHERE} unset TOPICS_URL.`],
    [
      'kafka://me:canary@broker.example:9092',
      'TOPICS_URL in your environment must have no user: set TOPICS_USER and TOPICS_PASSWORD for it: correct or unset it.',
    ],
    [
      'kafka://broker.example',
      'TOPICS_URL in your environment must have a port after each broker, such as host:9092: correct or unset it.',
    ],
  ])('is refused while TOPICS_URL in the environment is %s', async (url, sentence) => {
    expect(await world.typed('deploy --yes', { env: { TOPICS_URL: url } })).toEqual({
      ...{ code: 2, out: '', err: `${sentence}\n` },
    });
    expect(await world.mutatingCalls()).toEqual([]);
  });

  test('uses TOPICS_URL of the environment when it is of the same topics', async () => {
    for (const host of ['127.0.0.1', 'localhost']) {
      const TOPICS_URL = `${world.cloud.url.replace('127.0.0.1', host)}/`;
      const typed = await world.typed('deploy --yes', { env: { TOPICS_URL } });
      expect(typed).toMatchObject({ code: 0, err: '' });
      const { environment } = world.cloud.functionsIn('ap-guangzhou').get('provision-keys')!;
      expect(environment.TOPICS_URL).toBe(TOPICS_URL);
    }
  });

  test('--json prints one line, of a plan as of what was done', async () => {
    await world.typed('deploy --yes --json');
    world.project.edit('timeout: 300', 'timeout: 240');
    const changes = [
      {
        verb: 'update',
        resource: { kind: 'function', name: 'reconcile' },
        fields: [{ name: 'timeout', before: '300 s', after: '240 s' }],
      },
    ];
    const answer = { changes, warnings: [], urls: expect.anything(), calls: expect.any(Number) };
    for (const [line, expected] of [
      ['deploy --plan --json', answer],
      ['deploy --yes --json', answer],
      ['deploy --yes --json', { ...answer, changes: [] }],
    ] as const) {
      const { code, out, err } = await world.typed(line);
      expect([code, err]).toEqual([0, '']);
      expect(out).toMatch(/^\{.*\}\n$/);
      expect(JSON.parse(out)).toEqual(expected);
    }
  });

  test('changes the runtime only by replacing functions, which needs a flag', async () => {
    await world.typed('deploy --yes');
    const env = { RUNTIME: 'Nodejs18.15' };
    await world.ask('/journal', 'DELETE');
    const refused = await world.typed('deploy --yes', { env });
    expect(refused.code).toBe(4);
    expect(refused.out).toContain(
      'replace  function redrive\n           runtime: Nodejs20.19 -> Nodejs18.15\n',
    );
    expect(refused.err.split('\n')[2]).toMatch(
      /^The runtime of heal is Nodejs20\.19 and must become Nodejs18\.15\. .* Use --replace-functions to allow this\.$/,
    );
    expect(await world.typed('deploy --plan', { env })).toMatchObject({
      code: 0,
      err: refused.err,
    });
    expect(await world.mutatingCalls()).toEqual([]);

    const replaced = await world.typed('deploy --replace-functions --yes', { env });
    expect(replaced).toMatchObject({ code: 0, err: '' });
    expect(await world.typed('deploy --yes', { env })).toMatchObject({
      out: expect.stringContaining('nothing to change'),
    });
  });

  test.each([
    ['Nodejs24.11', ''],
    ['Nodejs26.3', 'The functions were not tested under Nodejs26.3, but under '],
  ])('names the runtimes to go back to when the cloud refuses %s', async (RUNTIME, warning) => {
    const { code, out, err } = await world.typed('deploy --yes', { env: { RUNTIME } });
    expect(code).toBe(3);
    expect(out).toContain(warning);
    expect(err).toMatch(
      /^The platform has no such runtime in ap-guangzhou: set RUNTIME in \.env to Nodejs20\.19, or if that is refused too, to Nodejs18\.15 \(InvalidParameterValue\.Runtime, /,
    );
  });

  test.each(['Nodejs22.21', 'Nodejs24.11'])('deploys %s where there is one', async (RUNTIME) => {
    await world.ask('/switches', 'PUT', { laterRuntimes: true });
    expect(await world.typed('deploy --yes', { env: { RUNTIME } })).toMatchObject({
      code: 0,
      err: '',
    });
    const { runtime } = world.cloud.functionsIn('ap-guangzhou').get('redrive')!;
    expect(runtime).toBe(RUNTIME);
  });

  test('that is refused half-way reports how far it came, and continues when repeated', async () => {
    const fault = { action: 'CreateTrigger', effect: { error: 'UnauthorizedOperation' } };
    await world.ask('/faults', 'POST', [fault]);
    const { code, out, err } = await world.typed('deploy --yes');
    expect(code).toBe(3);
    expect(out.split('\n').at(-2)).toBe(
      '38/41  create trigger accept-request/http ... refused (UnauthorizedOperation)',
    );
    expect(err).toMatch(
      /^These credentials may not make the call CreateTrigger: grant them the policy deploy\/policy\.deployer\.json in CAM \(UnauthorizedOperation\)\. Request id: [\w-]+\n37 changes made: run the same command again to continue\.\n$/,
    );
    await world.ask('/faults', 'DELETE');
    const rest = await world.typed('deploy --yes');
    expect(rest.code).toBe(0);
    expect(rest.out).toContain('The local cloud URL, ap-guangzhou: 4 changes.\n');
  });
});
