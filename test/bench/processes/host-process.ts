import process from 'node:process';
import { pathToFileURL } from 'node:url';
import { runFunctions } from '../../../emulator/scf/run-functions.ts';
import { LOCAL_TOPICS, startLocalCloud } from '../../../local/cloud.ts';
import { deployApplication } from '../../../local/deployment.ts';
import { KEY_REQUESTS } from '../../../shared/topics/topics.ts';
import { placeOf } from '../places.ts';
import { changedProject, type DeclaredChanges } from '../worlds/changed-project.ts';

// A local cloud with the application deployed to it and running, in a process of its own. Its argument is
// what is declared otherwise than in serverless.yml, as JSON. It sends its parent its address and
// credentials, then answers each question with what happened so far.

const [text = '{}'] = process.argv.slice(2);
const changes: DeclaredChanges = JSON.parse(text);
const project = changedProject(changes);
// The partitions of topics in memory are fixed when the cloud starts.
const topics = new Map([...LOCAL_TOPICS, [KEY_REQUESTS, changes.partitions ?? 1]]);
const cloud = await startLocalCloud({ port: 0, seed: 'bench', topics });
await deployApplication(cloud, project.url);
project.remove();
const keys: ProvisionedKey[] = [];
const functions = runFunctions(cloud, {
  workerUrl: pathToFileURL(placeOf('dist/emulator/worker.mjs')),
  onLog: ({ functionName, instance, line }) => {
    if (!line.startsWith('{"outcome":"provisioned"')) return;
    const { tenantId } = JSON.parse(line);
    keys.push({ functionName, instance, tenantId, atMs: Date.now() });
  },
  onProblem: (name, problem) => process.stderr.write(`${name}: ${problem}\n`),
});

process.on('message', () => {
  const { user, system } = process.cpuUsage();
  process.send?.({ keys, cpuMs: (user + system) / 1_000 } satisfies HostState);
});
process.on('disconnect', async () => {
  await functions.close(); // This removes the unpacked code.
  process.exit();
});
const { url, region, secretId, secretKey, token } = cloud;
process.send?.({ url, region, secretId, secretKey, token } satisfies HostAccess);

/** How to call the cloud and the functions in it. */
export type HostAccess = {
  readonly url: string;
  readonly region: string;
  readonly secretId: string;
  readonly secretKey: string;
  readonly token: string;
};

export type HostState = {
  readonly keys: readonly ProvisionedKey[];
  /** What the cloud and all instances have used, which are threads of the process. */
  readonly cpuMs: number;
};

/** A key in the log of a function. */
export type ProvisionedKey = {
  readonly functionName: string;
  readonly instance: number;
  readonly tenantId: string;
  /** On the system's clock. */
  readonly atMs: number;
};
