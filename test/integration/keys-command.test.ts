import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { LocalCloud } from '../../local/cloud.ts';
import { nodeClock } from '../../shared/node-clock.ts';
import { type Ended, type RunOptions, run as runCommand } from '../unit/cli-run.ts';
import { setVariables } from '../world/function-variables.ts';
import { type RunningApplication, runningApplication } from '../world/running-application.ts';
import { type DeployedCloud, deployCloud } from './deployed-cloud.ts';

// The verbs of keys against the running application, by both ways. Needs the bundles that `npm run build` makes.

let cloud: LocalCloud;
let ask: RunningApplication['ask'];
let close: RunningApplication['close'];

beforeAll(async () => {
  ({ cloud, ask, close } = await runningApplication('keys'));
  // One a second, as deployed, would only lengthen the tests.
  await setVariables(cloud, 'oversee', { KMS_CALLS_PER_SECOND_MAX: '50' });
}, 60_000);
afterAll(() => close());
afterEach(() => ask('DELETE /faults'));

/** Waits a quarter as long between two looks, as only how often it looks matters here. */
const clock = { ...nodeClock, sleep: (delayMs: number) => nodeClock.sleep(delayMs / 4) };

const run = (line: string, options: RunOptions = {}) => runCommand(line, { clock, ...options });

type Env = Readonly<Record<string, string | undefined>>;

type Typed = (line: string, env?: Env) => Promise<Ended>;

const address = () => `${cloud.url}/functions/accept-request`;

const byHttp: Typed = (line, env = {}) =>
  run(line, { env: { TENANT_KEYS_URL: address(), TENANT_KEYS_TOKEN: cloud.token, ...env } });

const byInvoke: Typed = (line, env = {}) => run(`${line} --endpoint ${cloud.url}`, { env });

const WAYS: readonly (readonly [name: string, typed: Typed])[] = [
  ['by the HTTP API', byHttp],
  ['by the function oversee', byInvoke],
];

const linesOf = ({ out }: Ended) =>
  out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));

/** Each test has tenants of its own. */
let tenants = 0;
function newTenant(): string {
  tenants += 1;
  return `tenant-${tenants}`;
}

describe.each(WAYS)('keys %s', (_, typed) => {
  test('are requested, shown and listed', async () => {
    const tenant = newTenant();
    const key = `${tenant}/main`;
    const flags = '--tag team=a=b --description archive --request-id r-1';
    const requested = await typed(`keys request ${key} ${flags} --async --wait`);
    expect(requested).toMatchObject({ code: 0, err: '' });
    expect(requested.out).toMatch(
      new RegExp(`^${key}: queued as r-1\\n${key}: provisioned, key [0-9a-f-]{36}\\n$`),
    );
    const shown = await typed(`keys show ${key}`);
    expect(shown.code).toBe(0);
    expect(shown.out).toMatch(
      new RegExp(`^key +[0-9a-f-]{36}\\ntenant +${tenant}\\nname +main\\nalias +${tenant}_main\\n`),
    );
    const listed = await typed(`keys list ${tenant}`);
    expect(listed.code).toBe(0);
    expect(listed.out).toMatch(
      new RegExp(`^key +id +state +usage +created\\n${key} +\\S+ +Enabled +`),
    );
    const journal = await ask('GET /journal');
    const made = journal.filter(
      ({ params, code }: any) => params?.Alias === `${tenant}_main` && code === null,
    );
    expect(made).toMatchObject([{ action: 'CreateKey' }]);
    expect(made[0].params.Tags).toContainEqual({ TagKey: 'team', TagValue: 'a=b' });
  });

  test('that are queued are not done, and the command to wait for them works', async () => {
    const key = `${newTenant()}/main`;
    const { code, out, err } = await typed(`keys request ${key} --async --request-id r-2`);
    expect([code, err]).toEqual([3, '']);
    expect(out.replace(/ \\\n +/g, ' ')).toMatch(
      new RegExp(
        `^${key}: queued as r-2\\nTo wait for it:\\n  tenant-keys keys wait ${key} --request r-2`,
      ),
    );
    const waited = await typed(`keys wait ${key} --request r-2`);
    expect(waited).toMatchObject({ code: 0, err: '' });
    expect(waited.out).toContain(`${key}: provisioned, key `);
  });

  test('are printed as lines of JSON while they are waited for', async () => {
    const key = `${newTenant()}/main`;
    const ended = await typed(`keys request ${key} --async --wait --json --request-id r-3`);
    const lines = linesOf(ended);
    expect([ended.code, ended.err]).toEqual([0, '']);
    expect(lines[0]).toMatchObject({ status: 'queued', requestId: 'r-3' });
    expect(lines.at(-1)).toMatchObject({ status: 'provisioned', key: { keyState: 'Enabled' } });
  });

  test('that conflict are rejected, which shows with the id of the request alone', async () => {
    const tenant = newTenant();
    await typed(`keys request ${tenant}/main --async --wait`);
    const other = `keys request ${tenant}/main --origin EXTERNAL --async --request-id r-4`;
    const rejected = await typed(`${other} --wait`);
    expect(rejected.code).toBe(4);
    expect(rejected.err).toContain(
      `${tenant}/main was rejected: The key name is taken. The tenant's key of this name was created with `,
    );
    const status = `/v1/tenants/${tenant}/requests/r-4`;
    for (const operand of [
      `${tenant}/main --request r-4`,
      `r-4 --tenant ${tenant}`,
      status,
      `${status}?accepted=2026-11-30T05:00:00.000Z`,
    ]) {
      expect(await typed(`keys wait ${operand}`)).toMatchObject({ code: 4 });
    }
    expect(await typed(`keys wait ${tenant}/main`)).toMatchObject({ code: 0 });
    const late = await typed(`keys wait ${tenant}/other --timeout 1s`);
    expect(late.code).toBe(3);
    expect(late.err).toBe(
      `${tenant}/other has no key after the time to wait. Run the same command again, or give a longer --timeout. Whether a request for it was rejected or is parked shows only with --request and its id.\n`,
    );
  });

  test('that wait for the quota are not done in time, and say where they are', async () => {
    const key = `${newTenant()}/main`;
    const effect = { error: 'LimitExceeded.CmkLimitExceeded' };
    await ask('POST /faults', [{ action: 'CreateKey', effect }]);
    const { code, err } = await typed(`keys request ${key} --async --wait --timeout 60s`);
    expect(code).toBe(3);
    expect(err).toBe(
      `${key} has no key after the time to wait. It is waiting. Run the same command again, or give a longer --timeout.\n`,
    );
  });

  test('that are parked end the waiting, and say that an operator must act', async () => {
    const key = `${newTenant()}/main`;
    await ask('POST /faults', [{ action: 'CreateKey', effect: { error: 'InvalidParameter' } }]);
    const { code, err } = await typed(`keys request ${key} --async --wait`);
    expect(code).toBe(3);
    expect(err).toContain(`${key} is parked, so that an operator must act: `);
  });

  test('whose status could not be written are found by their names', async () => {
    await ask('POST /faults', [{ action: 'cos:PutObject', effect: { http: 503 } }]);
    const key = `${newTenant()}/main`;
    const { code, out } = await typed(`keys request ${key} --async --wait`);
    expect(code).toBe(0);
    expect(out).toContain(`${key}: provisioned, key `);
  });

  test('that are requested in a wrong way are refused with every mistake', async () => {
    const key = `${newTenant()}/main`;
    const { code, err } = await typed(`keys request ${key} --key-usage NONE --tag qcloud=1 --wait`);
    expect(code).toBe(4);
    expect(err).toMatch(/^The request cannot be met as it is: .*\(RequestInvalid\)\n {2}#\//);
    expect(err.trim().split('\n')).toHaveLength(3);
  });

  test('that are not there are refused', async () => {
    const { code, err } = await typed(`keys show ${newTenant()}/main`);
    expect(code).toBe(4);
    expect(err).toMatch(/^[^\n]+ \(KeyNotFound\)\n$/);
    const unknown = await typed(`keys wait r-none --tenant ${newTenant()}`);
    expect(unknown.code).toBe(4);
    expect(unknown.err).toContain('(RequestNotFound)');
  });

  test('are requested again where that failed for now, but only with --wait', async () => {
    const line = `keys request ${newTenant()}/main --async`;
    const fault = { action: 'topics:publish:key-requests', effect: { http: 503 }, times: 1 };
    await ask('POST /faults', [fault]);
    const failed = await typed(line);
    expect(failed.code).toBe(1);
    expect(failed.err).toContain(' Or add --wait, where the verb has it.\n');
    await ask('POST /faults', [fault]);
    expect(await typed(`${line} --wait`)).toMatchObject({ code: 0 });
    await ask('POST /faults', [{ ...fault, times: 100 }]);
    expect(await typed(`${line} --wait --timeout 1s`)).toMatchObject({ code: 1 });
  });
});

describe('both ways', () => {
  test('give the same output for the same command', async () => {
    const tenant = newTenant();
    for (const name of ['a', 'b', 'c']) {
      await byHttp(`keys request ${tenant}/${name} --request-id made-${name}`);
    }
    for (const line of [
      `keys list ${tenant} --json`,
      `keys list ${tenant} --limit 2`,
      `keys list ${tenant} --state Disabled`,
      `keys list ${tenant} --usage ENCRYPT_DECRYPT --json`,
      // The oldest: what the tests above left waiting may get its key at any time.
      'keys list --json --limit 5',
      `keys show ${tenant}/b --json`,
      `keys show ${tenant}/none --json`,
      `keys wait ${tenant}/a --json`,
      `keys wait ${tenant}/b --request made-b --json`,
    ]) {
      const [one, other] = [await byHttp(line), await byInvoke(line)];
      expect(other, line).toEqual(one);
    }
    const limited = await byInvoke(`keys list ${tenant} --json --limit 2`);
    expect(linesOf(limited).map(({ keyName }) => keyName)).toEqual(['a', 'b']);
    expect((await byHttp(`keys list ${tenant} --state Disabled`)).out).toBe(
      'There is no such key.\n',
    );
  });

  test('differ where a key is requested: the API makes it at once, and the function queues it', async () => {
    const tenant = newTenant();
    const made = await byHttp(`keys request ${tenant}/main`);
    expect(made).toMatchObject({ code: 0, err: '' });
    expect(made.out).toMatch(new RegExp(`^${tenant}/main: created, key [0-9a-f-]{36}\\n$`));
    expect((await byHttp(`keys request ${tenant}/main`)).out).toContain(': adopted, key ');
    expect(await byInvoke(`keys request ${tenant}/main`)).toMatchObject({ code: 3 });
  });

  test('make no key by the role of the function', async () => {
    await byInvoke(`keys request ${newTenant()}/main --wait`);
    const calls: readonly { action: string; caller: string }[] = await ask('GET /journal');
    const own = calls.filter(({ caller }) => caller === 'role/tenant-keys-oversee');
    expect(own.map(({ action }) => action)).not.toContain('CreateKey');
    expect(own.map(({ action }) => action)).toContain('cos:PutObject');
  });

  test('use the local cloud without an address, with a token by its API and else by its function', async () => {
    const local = `--target local --endpoint ${cloud.url}`;
    const callers = async (line: string, env: Env) => {
      await ask('DELETE /journal');
      expect(await run(`${line} ${local}`, { env })).toMatchObject({ code: 0 });
      const calls: readonly { action: string; caller: string }[] = await ask('GET /journal');
      return calls.filter(({ action }) => action === 'ListKeyDetail').map(({ caller }) => caller);
    };
    const ofOversee = await callers('keys list tenant-1', {});
    expect(new Set(ofOversee)).toEqual(new Set(['role/tenant-keys-oversee']));
    const ofApi = await callers('keys list tenant-1', { TENANT_KEYS_TOKEN: cloud.token });
    expect(new Set(ofApi)).toEqual(new Set(['role/tenant-keys-accept-request']));
  });
});

describe('a token', () => {
  const tokenFor = async (claims: object) =>
    (await ask('POST /issuer/token', claims)).token as string;

  test('of another tenant may not do it, and the sentence says which token', async () => {
    const TENANT_KEYS_TOKEN = await tokenFor({ tenants: ['globex'] });
    for (const line of ['keys show acme/main', 'keys list', 'keys wait r-1 --tenant acme']) {
      const { code, err } = await byHttp(line, { TENANT_KEYS_TOKEN });
      expect([line, code]).toEqual([line, 4]);
      expect(err).toMatch(
        /\(TenantForbidden\) The token from TENANT_KEYS_TOKEN may not do this\.\n$/,
      );
      expect(err).not.toContain(TENANT_KEYS_TOKEN);
    }
  });

  test('that is refused is named by its place, and one that has expired by its time', async () => {
    const refused = await byHttp('keys show acme/main', { TENANT_KEYS_TOKEN: 'a.secret.token' });
    expect(refused.code).toBe(4);
    expect(refused.err).toMatch(/\(TokenInvalid\) The token is from TENANT_KEYS_TOKEN\.\n$/);
    const claims = Buffer.from('{"exp":1700000000}').toString('base64url');
    const expired = await byHttp('keys show acme/main', { TENANT_KEYS_TOKEN: `h.${claims}.s` });
    expect(expired).toMatchObject({
      code: 4,
      err: 'The token in TENANT_KEYS_TOKEN expired at 2023-11-14T22:13:20.000Z: get a new one from its issuer.\n',
    });
  });

  test('may be in a file, beside an address with slashes at its end', async () => {
    const file = join(mkdtempSync(join(tmpdir(), 'token-')), 'token');
    writeFileSync(file, `${cloud.token}\n`);
    const env = { TENANT_KEYS_URL: `${address()}//`, TENANT_KEYS_TOKEN: '' };
    const { code } = await byHttp('keys list acme', { ...env, TENANT_KEYS_TOKEN_FILE: file });
    expect(code).toBe(0);
    writeFileSync(file, 'a.secret.token');
    const { err } = await byHttp('keys list acme', { ...env, TENANT_KEYS_TOKEN_FILE: file });
    expect(err).toContain(`The token is from the file ${JSON.stringify(file)}.`);
  });

  test('goes to no other server', async () => {
    const { code, err } = await byHttp('keys wait https://evil.example/v1/tenants/a/keys/b');
    expect(code).toBe(2);
    expect(err).toContain('the token is sent nowhere else');
    const own = `${address()}/v1/tenants/tenant-1/keys/main`;
    expect(await byHttp(`keys wait ${own}`)).toMatchObject({ code: 0 });
    const invoked = await byInvoke(`keys wait ${own}`);
    expect(invoked.code).toBe(2);
    expect(invoked.err).toContain('and TENANT_KEYS_URL is not set');
  });
});

describe('credentials', () => {
  test('that are refused, and a function that is not deployed, end the waiting at once', async () => {
    const line = 'keys request acme/main --wait';
    const wrong = { TENCENTCLOUD_SECRET_ID: 'AKIDwrong', TENCENTCLOUD_SECRET_KEY: 'wrong' };
    const refused = await byInvoke('keys list', wrong);
    expect(refused.code).toBe(1);
    expect(refused.err).toContain('refused the credentials');
    const elsewhere = await byInvoke(`${line} --namespace elsewhere`);
    expect(elsewhere.code).toBe(1);
    expect(elsewhere.err).toContain('The function oversee is not deployed in the region');
  });

  test.each<[Env, string]>([
    [{}, 'Neither the HTTP API nor credentials are known: export TENANT_KEYS_URL'],
    [
      { TENCENTCLOUD_SECRET_ID: 'AKID', TENCENTCLOUD_SECRET_KEY: 'key' },
      'The region of the functions is missing',
    ],
    [{ TENANT_KEYS_TOKEN: 'a.b.c' }, 'The address of the HTTP API is missing'],
  ])('that are incomplete are a usage error: %j', async (env, sentence) => {
    const { code, err } = await run('keys list', { env });
    expect([code, err.startsWith(sentence)]).toEqual([2, true]);
  });
});

describe('a deployment without statuses and tokens', () => {
  let deployed: DeployedCloud;
  beforeAll(async () => {
    deployed = await deployCloud();
  });
  afterAll(() => deployed.close());

  const ways: readonly (readonly [string, Typed])[] = [
    [
      'by the HTTP API',
      (line) =>
        run(line, { env: { TENANT_KEYS_URL: deployed.functionUrl, TENANT_KEYS_TOKEN: 't' } }),
    ],
    ['by the function oversee', (line) => run(`${line} --endpoint ${deployed.cloud.url}`)],
  ];

  test.each(ways)('has the key looked for instead, %s', async (_, typed) => {
    const env = { TENANT_KEYS_URL: deployed.functionUrl, TENANT_KEYS_TOKEN: 't' };
    const made = await run('keys request acme/main', { env });
    expect(made).toMatchObject({ code: 0 });
    expect(await typed('keys wait acme/main --request r-1')).toMatchObject({ code: 0 });
    expect(await typed('keys request acme/main --async --wait')).toMatchObject({ code: 0 });
    const other = await typed('keys request acme/main --async --wait --origin EXTERNAL');
    expect([other.code, other.err]).toEqual([
      4,
      'The key exists with origin TENCENT_KMS: the request was rejected.\n',
    ]);
    const unknown = await typed('keys wait r-1 --tenant acme');
    expect(unknown.code).toBe(4);
    expect(unknown.err).toMatch(/^[^\n]+ \(StatusesOff\)\n$/);
  });

  test.each(ways)(
    'refuses a tenant that is blocked, and does not blame the token, %s',
    async (way, typed) => {
      const [tenant] = way.split(' ').slice(-1);
      await run(`tenants block ${tenant?.toLowerCase()} --yes --endpoint ${deployed.cloud.url}`);
      deployed.host.kill('accept-request'); // A new instance reads at once who is blocked.
      const { code, err } = await typed(`keys request ${tenant?.toLowerCase()}/main --async`);
      expect(code).toBe(4);
      expect(err).toMatch(/^[^\n]+ \(TenantBlocked\)\n$/);
    },
  );
});
