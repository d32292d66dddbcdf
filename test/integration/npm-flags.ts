import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type LocalCloud, startLocalCloud } from '../../local/cloud.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** A project with the script `deploy`, and a cloud that it would deploy to. */
export type NpmWorld = {
  readonly cloud: LocalCloud;
  /** Runs npm without a terminal. */
  readonly npm: (npmCli: readonly string[], line: string) => Promise<NpmEnded>;
  readonly close: () => Promise<void>;
};

type NpmEnded = { readonly code: number; readonly out: string; readonly err: string };

export async function npmWorld(): Promise<NpmWorld> {
  const cloud = await startLocalCloud({ port: 0 });
  const folder = mkdtempSync(join(tmpdir(), 'npm-'));
  for (const path of ['serverless.yml', '.env.example', 'deploy', 'dist/functions']) {
    cpSync(join(ROOT, path), join(folder, path), { recursive: true });
  }
  const deploy = `node ${join(ROOT, 'dist/cli/tenant-keys.mjs')} deploy`;
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ scripts: { deploy } }));
  const env = { PATH: process.env.PATH, HOME: folder, TENANT_KEYS_ENDPOINT: cloud.url };
  return {
    cloud,
    npm: ([program = '', ...first], line) =>
      new Promise((resolve) => {
        const args = [...first, ...line.split(' ')];
        execFile(program, args, { cwd: folder, env }, (error, out, err) => {
          resolve({ code: Number(error?.code ?? 0), out, err });
        });
      }),
    close: async () => {
      rmSync(folder, { recursive: true });
      await cloud.close();
    },
  };
}

/** What is typed, and the command line that is proposed in its place. */
export const TAKEN: readonly (readonly [typed: string, proposed: string])[] = [
  ['--plan', '--plan'],
  ['--yes', '--yes'],
  ['-y', '--yes'],
  ['--replace-functions', '--replace-functions'],
  ['--rollback --yes', '--yes --rollback'],
  ['--json', '--json'],
  ['--target local', '--target local'],
  ['--target=local', '--target local'],
  ['--plan --target local', '--plan --target local'],
  ['--region ap-tokyo', '--region ap-tokyo'],
  ['--namespace=keys', '--namespace keys'],
  ['--endpoint http://127.0.0.1:1', '--endpoint http://127.0.0.1:1'],
  ['--region ap-tokyo --namespace keys', '--region REGION --namespace NAME'],
  ['--plan -- --yes', '--plan --yes'],
  ['--yes -- --rollback --target local', '--yes --rollback --target local'],
  ['--region ap-tokyo -- --plan', '--region REGION --plan'],
];
