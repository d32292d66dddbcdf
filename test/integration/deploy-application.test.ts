import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { startLocalCloud } from '../../emulator/local-cloud.ts';
import { deployApplication } from '../../emulator/start/deploy-application.ts';

test('an application that was not built is not deployed, and the sentence says what to do', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'not-built-'));
  const cloud = await startLocalCloud({ port: 0, seed: 'not built' });
  expect(() => deployApplication(cloud, pathToFileURL(`${folder}/`), () => {})).toThrow(
    `${join(folder, 'emulator', 'worker.mjs')} is missing: run \`npm run build\`.`,
  );
  await cloud.close();
  rmSync(folder, { recursive: true });
});
