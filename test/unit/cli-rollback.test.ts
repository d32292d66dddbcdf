import { readFile } from 'node:fs/promises';
import { unzipSync } from 'fflate';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { download } from '../../cli/deployment/download.ts';
import { type OpenTarget, openTarget } from '../../cli/deployment/target.ts';
import type { DeployApis } from '../../deploy/calls/apis.ts';
import { deploy } from '../../deploy/deploy.ts';
import { rollBack } from '../../deploy/rollback.ts';
import { type DeployWorld, deployWorld } from './cli-deploy-world.ts';

// The command as it is typed, over a local cloud and a project of their own.

let world: DeployWorld;

beforeEach(async () => {
  world = await deployWorld();
});
afterEach(() => world.close());

const BUNDLE = (name: string) => `dist/functions/${name}/index.js`;

function write(name: string, release: string): void {
  world.project.write(BUNDLE(name), `exports.main_handler = async () => '${release}';\n`);
}

async function deployed(release: string, ...names: readonly string[]): Promise<void> {
  for (const name of names) write(name, release);
  expect(await world.typed('deploy --yes')).toMatchObject({ code: 0, err: '' });
}

/** Ends after the first upload of code, before its mark is written. */
async function interrupted(line = 'deploy --yes'): Promise<void> {
  const effect = { error: 'UnauthorizedOperation.CAM' };
  await world.ask('/faults', 'POST', [{ action: 'UpdateFunctionConfiguration', effect, times: 1 }]);
  expect(await world.typed(line)).toMatchObject({ code: 1 });
}

async function rolledBack(): Promise<void> {
  expect(await world.typed('deploy --rollback --yes')).toMatchObject({ code: 0, err: '' });
}

/** Uploads the code of another function without a new description, and returns its files. */
async function uploadedByHand(name: string, other = 'reconcile') {
  const { zipFile: ZipFile } = world.cloud.functionsIn('ap-guangzhou').get(other)!;
  const { apis } = await openedTarget();
  await called(apis, 'UpdateFunctionCode', { FunctionName: name, ZipFile });
  await world.ask('/clock/advance', 'POST', { ms: 60_000 });
  return filesOf(name);
}

/** The uploaded zip of each function, and everything else of it that has no time. */
function functions() {
  return [...world.cloud.functionsIn('ap-guangzhou').values()].map((each) => {
    const { name, zipFile, description, environment, handler, role, memoryMb, triggers } = each;
    return { name, zipFile, description, environment, handler, role, memoryMb, triggers };
  });
}

function codeOf(name: string): string {
  const zip = world.cloud.functionsIn('ap-guangzhou').get(name)!.zipFile;
  return Buffer.from(zip, 'base64').toString('latin1');
}

function filesOf(name: string) {
  return unzipSync(Buffer.from(codeOf(name), 'latin1'));
}

describe('deploy --rollback', () => {
  test.each([true, false])(
    'puts back the bytes of the code that the last deployment replaced, with codeRepacked %s',
    async (codeRepacked) => {
      await world.ask('/switches', 'PUT', { codeRepacked });
      await deployed('one', 'redrive', 'reconcile');
      const before = functions();
      await deployed('two', 'redrive', 'reconcile');
      expect(functions()).not.toEqual(before);
      await world.ask('/journal', 'DELETE');

      const { code, out, err } = await world.typed('deploy --rollback', { typed: ['y'] });
      expect([code, err]).toEqual([0, 'Make these changes? [y/N] ']);
      expect(out.replace(/[0-9a-f]{16}/g, 'HASH')).toBe(`\
The local cloud URL, ap-guangzhou: 2 changes.

update   function redrive
           code: sha256 HASH -> sha256 HASH
update   function reconcile
           code: sha256 HASH -> sha256 HASH

1/2  update function redrive ... done
2/2  update function reconcile ... done

Verified: nothing is left to change.

Only code was put back: settings stay as they are. The next deployment replaces
it by the code of this folder.
`);
      expect(functions()).toEqual(before);
      expect(await world.mutatingCalls()).toEqual([
        ...['UpdateFunctionCode', 'UpdateFunctionConfiguration'],
        ...['UpdateFunctionCode', 'UpdateFunctionConfiguration'],
      ]);

      expect(await world.typed('deploy --rollback --yes')).toEqual({
        code: 0,
        out: 'The local cloud URL, ap-guangzhou: nothing to change.\n',
        err: '',
      });
      // The folder still has the newer code.
      expect((await world.typed('deploy --plan')).out).toContain(': 2 changes.\n');
    },
  );

  test('--plan changes nothing, nor does another answer than y', async () => {
    await deployed('one', 'redrive');
    await deployed('two', 'redrive');
    await world.ask('/journal', 'DELETE');
    const planned = await world.typed('deploy --rollback --plan --json');
    expect(planned).toMatchObject({ code: 0, err: '' });
    expect(JSON.parse(planned.out).changes).toMatchObject([
      {
        verb: 'update',
        resource: { kind: 'function', name: 'redrive' },
        fields: [{ name: 'code' }],
      },
    ]);
    expect(await world.typed('deploy --rollback', { typed: ['n'] })).toMatchObject({ code: 4 });
    expect(await world.typed('deploy --rollback')).toMatchObject({ code: 2, out: '' });
    expect(await world.mutatingCalls()).toEqual([]);
  });

  test('is refused as long as no deployment has replaced code', async () => {
    await world.typed('deploy --yes');
    expect(await world.typed('deploy --rollback --yes')).toEqual({
      code: 4,
      out: '',
      err: 'There is no code to put back: no deployment has replaced the code of a function since the functions were created.\n',
    });
  });

  test('leaves functions that the last deployment did not change', async () => {
    await deployed('one', 'redrive', 'reconcile');
    await deployed('two', 'redrive', 'reconcile');
    await deployed('three', 'redrive');
    const reconcile = codeOf('reconcile');
    const { out } = await world.typed('deploy --rollback --yes');
    expect(out).toContain(': 1 change.\n');
    expect(codeOf('reconcile')).toBe(reconcile);
  });

  test('after a rollback and another deployment, puts back what ran and not what was bad', async () => {
    await deployed('good', 'redrive');
    const good = codeOf('redrive');
    await deployed('bad', 'redrive');
    await world.typed('deploy --rollback --yes');
    await deployed('worse', 'redrive');
    await world.typed('deploy --rollback --yes');
    expect(codeOf('redrive')).toBe(good);
  });

  test('puts back code that was uploaded by hand', async () => {
    await deployed('one', 'redrive');
    const { zipFile: ZipFile } = world.cloud.functionsIn('ap-guangzhou').get('reconcile')!;
    const { apis } = await openedTarget();
    await called(apis, 'UpdateFunctionCode', { FunctionName: 'redrive', ZipFile });
    await called(apis, 'UpdateFunctionConfiguration', {
      ...{ FunctionName: 'redrive', Description: 'by hand', Role: 'tenant-keys-redrive' },
    });
    await world.ask('/switches', 'PUT', { codeRepacked: false });
    const byHand = codeOf('redrive');
    await deployed('two', 'redrive');
    expect(codeOf('redrive')).not.toBe(byHand);
    expect(await world.typed('deploy --rollback --yes')).toMatchObject({ code: 0, err: '' });
    expect(codeOf('redrive')).toBe(byHand);
  });

  test('continues after an interruption, and so does the deployment before it', async () => {
    await deployed('one', 'redrive', 'reconcile');
    const before = functions();
    write('redrive', 'two');
    write('reconcile', 'two');
    await interrupted();
    await deployed('two');
    await interrupted('deploy --rollback --yes');
    expect(await world.typed('deploy --rollback --yes')).toMatchObject({ code: 0 });
    expect(functions()).toEqual(before);
  });

  test.each([true, false])(
    'puts back code also where the upload was not followed by its mark, with codeRepacked %s',
    async (codeRepacked) => {
      await world.ask('/switches', 'PUT', { codeRepacked });
      await deployed('one', 'redrive', 'reconcile');
      const before = functions();
      write('redrive', 'two');
      write('reconcile', 'two');
      await interrupted();
      expect(functions()).not.toEqual(before);
      const { code, out, err } = await world.typed('deploy --rollback --yes');
      expect([code, err]).toEqual([0, '']);
      expect(out).toContain(': 1 change.\n');
      expect(out).toMatch(/code: unknown -> sha256 /);
      expect(functions()).toEqual(before);
    },
  );

  describe.each([true, false])('with codeRepacked %s', (codeRepacked) => {
    beforeEach(() => world.ask('/switches', 'PUT', { codeRepacked }));

    test('puts back code that an interrupted deployment left without its mark', async () => {
      await deployed('one', 'redrive');
      write('redrive', 'two');
      await interrupted();
      const two = filesOf('redrive');
      await deployed('three', 'redrive');
      await rolledBack();
      expect(filesOf('redrive')).toEqual(two);
    });

    test('puts back code that was uploaded by hand under the mark of other code', async () => {
      await deployed('one', 'redrive');
      const byHand = await uploadedByHand('redrive');
      await deployed('two', 'redrive');
      await rolledBack();
      expect(filesOf('redrive')).toEqual(byHand);
    });

    test('puts back code that was uploaded by hand before the same release was deployed again', async () => {
      await deployed('one', 'redrive', 'reconcile');
      await deployed('two', 'redrive', 'reconcile');
      const reconcile = filesOf('reconcile');
      const byHand = await uploadedByHand('redrive', 'provision-keys');
      await deployed('two', 'redrive');
      expect(filesOf('redrive')).not.toEqual(byHand);
      await rolledBack();
      expect(filesOf('redrive')).toEqual(byHand);
      expect(filesOf('reconcile')).toEqual(reconcile);
      // It is saved already, and so is put back again.
      await deployed('two', 'redrive');
      await rolledBack();
      expect(filesOf('redrive')).toEqual(byHand);
    });

    test('puts back code that was uploaded by hand while a deployment was interrupted', async () => {
      await deployed('one', 'redrive', 'reconcile');
      const one = filesOf('redrive');
      write('redrive', 'two');
      write('reconcile', 'two');
      await interrupted();
      const byHand = await uploadedByHand('reconcile', 'provision-keys');
      await deployed('two');
      await rolledBack();
      expect([filesOf('redrive'), filesOf('reconcile')]).toEqual([one, byHand]);
    });
  });

  test('saves as unknown what cannot be downloaded, and puts it back', async () => {
    await deployed('one', 'redrive');
    const one = filesOf('redrive');
    write('redrive', 'two');
    const { apis, application } = await openedTarget();
    const deadlineMs = world.clock.nowMs() + 60_000;
    const settings = { report: () => {}, deadlineMs, clock: world.clock };
    await deploy(application, apis, { ...settings, replaceFunctions: false });
    expect((await world.typed('deploy --rollback --plan')).out).toMatch(/ -> version 1$/m);
    await rolledBack();
    expect(filesOf('redrive')).toEqual(one);
  });

  test('names the function that has no room for another version, and replaces nothing', async () => {
    await deployed('one', 'redrive', 'reconcile');
    const { apis } = await openedTarget();
    for (const Description of ['mine', 'mine as well']) {
      await called(apis, 'PublishVersion', { FunctionName: 'redrive', Description });
      await world.ask('/clock/advance', 'POST', { ms: 60_000 });
    }
    const before = functions();
    write('redrive', 'two');
    write('reconcile', 'two');
    const { code, err } = await world.typed('deploy --yes');
    expect(code).toBe(1);
    expect(err.replace(/\s+/g, ' ')).toMatch(
      /^A function has as many versions as it may have.* delete versions of that function that nobody uses.*\(LimitExceeded, PublishVersion: redrive: The function has 2 versions already; delete one\)\./,
    );
    expect(functions()).toEqual(before);
  });

  test('puts back the handler with the code that has it', async () => {
    await deployed('one', 'accept-request');
    const before = functions();
    world.project.edit('handler: index.main_handler', 'handler: index.second_handler');
    await deployed('two', 'accept-request');
    const { out } = await world.typed('deploy --rollback --plan');
    expect(out).toMatch(/handler: index\.second_handler -> index\.main_handler/);
    await rolledBack();
    expect(functions()).toEqual(before);
    expect((await world.typed('deploy --rollback --plan')).out).toContain('nothing to change');
  });

  test('needs no answer to the deletion of an old version', async () => {
    await deployed('one', 'redrive');
    await deployed('two', 'redrive');
    await deployed('three', 'redrive');
    await world.ask('/faults', 'POST', [
      { action: 'DeleteFunctionVersion', effect: { lostAnswer: true }, times: 1 },
    ]);
    await deployed('four', 'redrive');
  });

  test('needs no more versions than functionVersionsMax, also if an answer was lost', async () => {
    for (const release of ['one', 'two', 'three', 'four']) {
      await world.ask('/faults', 'POST', [
        { action: 'PublishVersion', effect: { lostAnswer: true }, times: 1 },
      ]);
      await deployed(release, 'redrive');
    }
    const { versions } = world.cloud.functionsIn('ap-guangzhou').get('redrive')!;
    expect(versions.length).toBeLessThanOrEqual(2);
    expect((await world.typed('deploy --rollback --yes')).code).toBe(0);
  });

  test.each<[string, (zip: Uint8Array) => Uint8Array, RegExp]>([
    ['was damaged on its way', (zip) => zip.slice(1), /was damaged on its way: run the same/],
    ['is not what its description names', (zip) => zip, /does not have the code that its/],
  ])('changes nothing if the saved code of any function %s', async (_, changed, problem) => {
    await deployed('one', 'redrive', 'reconcile');
    await deployed('two', 'redrive', 'reconcile');
    const { apis, application } = await openedTarget();
    if (problem.source.startsWith('does not have')) await renameVersion(apis);
    const before = functions();
    const run = rollBack(application, apis, {
      report: () => {},
      download: async (url) => changed(await download(url)),
      deadlineMs: world.clock.nowMs() + 60_000,
      clock: world.clock,
    });
    await expect(run).rejects.toThrow(problem);
    expect(functions()).toEqual(before);
  });

  test('changes nothing if another deployment came while a person was asked', async () => {
    await deployed('one', 'redrive');
    await deployed('two', 'redrive');
    const { apis, application } = await openedTarget();
    let later = '';
    const rolled = await rollBack(application, apis, {
      report: () => {},
      objection: async () => {
        await deployed('three', 'redrive');
        later = codeOf('redrive');
        return undefined;
      },
      download,
      deadlineMs: world.clock.nowMs() + 60_000,
      clock: world.clock,
    });
    expect(rolled).toMatchObject({
      ok: false,
      refusals: [expect.stringContaining('The account has changed since the plan was shown')],
    });
    expect(codeOf('redrive')).toBe(later);
  });

  test('names no address that cannot be read', async () => {
    const [nowhere, local] = [
      download('ftp://a.example/secret'),
      download('http://127.0.0.1:1/?sign=secret'),
    ];
    await expect(nowhere).rejects.toThrow('The cloud named no address of the saved code.');
    await expect(local).rejects.toThrow(
      /^The saved code cannot be downloaded \(.*\): run the same command again\.$/,
    );
    await expect(local).rejects.not.toThrow(/secret/);
    await expect(download(`${world.cloud.url}/code/x/y/1?sign=z`)).rejects.toThrow(
      'HTTP status 404',
    );
  });
});

async function openedTarget(): Promise<OpenTarget> {
  const io = {
    ...{ env: {}, cwd: world.project.folder, clock: world.clock, wallMs: Date.now },
    ...{ stdout: process.stdout, stderr: process.stderr, every: () => () => {} },
    read: (path: string) => readFile(path, 'utf8'),
  };
  const target = await openTarget({ endpoint: world.cloud.url, target: 'local' }, io);
  if (typeof target === 'string') throw new Error(target);
  return target;
}

async function called(apis: DeployApis, action: string, params: object): Promise<any> {
  return apis.scf.client.request(action, params, AbortSignal.timeout(10_000));
}

/** Another version of the last function, whose description names code that it does not have. */
async function renameVersion(apis: DeployApis): Promise<void> {
  const place = { FunctionName: 'reconcile' };
  const { Versions } = await called(apis, 'ListVersionByFunction', place);
  const { Description, Version } = Versions.find((each: any) => each.Version !== '$LATEST');
  await called(apis, 'DeleteFunctionVersion', { ...place, Qualifier: Version });
  await called(apis, 'PublishVersion', { ...place, Description });
}
