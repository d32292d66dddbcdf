import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Status } from '../../cli/status/generated/status.ts';
import type { LocalCloud } from '../../local/cloud.ts';
import { FORMATS } from '../../scripts/generate/contracts.mjs';
import { run } from '../unit/cli-run.ts';
import { setVariables } from '../world/function-variables.ts';
import { type RunningApplication, runningApplication } from '../world/running-application.ts';

// One look at the running application. Needs the bundles that `npm run build` makes.

const ROOT = new URL('../../', import.meta.url);

let cloud: LocalCloud;
let ask: RunningApplication['ask'];
let close: RunningApplication['close'];

beforeAll(async () => {
  ({ cloud, ask, close } = await runningApplication('status'));
  // One a second, as deployed, would only lengthen the tests.
  await setVariables(cloud, 'oversee', { KMS_CALLS_PER_SECOND_MAX: '50' });
}, 60_000);
afterAll(() => close());
afterEach(() => ask('DELETE /faults'));

const operate = (line: string, typed?: readonly string[]) =>
  run(`${line} --endpoint ${cloud.url}`, typed === undefined ? {} : { typed });

const statusNow = async () => JSON.parse((await operate('status --json')).out) as Status;

function post(tenantId: string): Promise<Response> {
  return fetch(`${cloud.url}/functions/accept-request/v1/tenants/${tenantId}/keys`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${cloud.token}` },
    body: JSON.stringify({ requestId: 'r-1', keyName: 'main' }),
  });
}

const events = new URL('../../events/', import.meta.url);
const ajv = new Ajv2020({ strict: true, formats: FORMATS });
const fits = ajv.compile(JSON.parse(readFileSync(new URL('status.schema.json', events), 'utf8')));

describe('status', () => {
  test('takes three calls of the operator, and two of KMS', async () => {
    const callsOf = async (line: string) => {
      await ask('DELETE /journal');
      const { code, out, err } = await operate(line);
      expect([code, err]).toEqual([0, '']);
      const status = JSON.parse(out) as Status;
      expect(fits(status), JSON.stringify(ajv.errors)).toBe(true);
      const calls: readonly { action: string; caller: string }[] = await ask('GET /journal');
      // The timer of heal may fire meanwhile.
      const others = calls.filter(({ caller }) => !caller.endsWith('heal'));
      return others.map(({ action, caller }) => `${caller} ${action}`).sort();
    };
    const first = await callsOf('status --json');
    expect(first).toEqual([
      ...['account Invoke', 'account ListTriggers', 'account ListTriggers'],
      ...['role/tenant-keys-oversee GetServiceStatus', 'role/tenant-keys-oversee ListKeyDetail'],
    ]);
    const again = await callsOf('status --json');
    expect(again).toEqual(first.slice(0, 4));
    process.stdout.write(`status: ${first.length} calls at first, ${again.length} after that\n`);
  });

  test('shows both ways in, and what the instances report', async () => {
    expect((await post('acme')).status).toBe(201);
    await expect
      .poll(async () => (await statusNow()).instances?.reports.map((each) => each.functionName))
      .toContain('accept-request');
    const { code, out } = await operate('status');
    expect(code).toBe(0);
    expect(out).toMatch(/^Status at \d\d:\d\d:\d\d UTC\n\nHTTP {6}open, http:/);
    expect(out).toContain(`open, ${cloud.url}/functions/accept-request\n`);
    expect(out).toContain('\nqueue     running, ckafka-local000-key-requests\nwaiting   nothing\n');
    expect(out).toMatch(/\nrate {6}accept-request\/[0-9a-z]{8}, /);
    expect(out).toMatch(/\nbreakers {2}closed in \d instances?\n/);
  });

  test('says of a paused queue that it is paused', async () => {
    await operate('queue pause --yes');
    expect((await operate('status')).out).toContain('\nqueue     paused, ckafka-local000-');
    await operate('queue resume --yes');
  });

  test.each<[string, object, string, number]>([
    [
      'triggers may not be listed',
      { action: 'ListTriggers', effect: { error: 'UnauthorizedOperation' } },
      'HTTP      unknown: These credentials may not make the call ListTriggers: allow',
      3,
    ],
    [
      'the function fails',
      { action: 'Invoke', effect: { error: 'InternalError' } },
      'requests  unknown: ',
      3,
    ],
    [
      'nothing answers',
      { action: '*', effect: { error: 'UnsupportedRegion' } },
      'quota     unk',
      1,
    ],
  ])('shows the rest where %s', async (_, fault, line, exit) => {
    await ask('POST /faults', [fault]);
    const { code, out } = await operate('status');
    expect(code).toBe(exit);
    expect(out).toContain(`\n${line}`);
    const { code: jsonCode, out: json } = await operate('status --json');
    expect(fits(JSON.parse(json)), JSON.stringify(ajv.errors)).toBe(true);
    expect(jsonCode).toBe(exit);
  });

  test.each([
    ['status --watch', /Status at .*Ctrl-C ends it\.\n$/s],
    ['status --watch --json', /^\{"checkedAt":.*\}\n$/],
  ])('%s goes on until Ctrl-C, and ends with 0', async (line, shape) => {
    const program = fileURLToPath(new URL('dist/cli/tenant-keys.mjs', ROOT));
    const args = [program, ...line.split(' '), '--endpoint', cloud.url];
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    const code = await new Promise((resolve) => {
      let out = '';
      child.stdout.on('data', (part: Buffer) => {
        out += part;
        if (shape.test(out)) child.kill('SIGINT');
      });
      child.on('close', resolve);
    });
    expect(code).toBe(0);
  });
});
