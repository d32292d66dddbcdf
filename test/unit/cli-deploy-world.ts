import { advancingClock } from '../../local/advancing-clock.ts';
import { type LocalCloud, startLocalCloud } from '../../local/cloud.ts';
import type { Clock } from '../../shared/tenant-key/ports.ts';
import { copiedProject, type Project } from './cli-project.ts';
import { type Ended, type RunOptions, run } from './cli-run.ts';

/** A local cloud with nothing deployed to it, and a project to deploy. */
export type DeployWorld = {
  readonly cloud: LocalCloud;
  readonly project: Project;
  /** The time of this cloud, which a sleep puts forward at once. */
  readonly clock: Clock;
  /** Types a line about this cloud, in the project; its address is shown as `URL`. */
  readonly typed: (line: string, options?: RunOptions) => Promise<Ended>;
  readonly ask: (path: string, method?: string, body?: object) => Promise<any>;
  /** The actions so far that were to change something. */
  readonly mutatingCalls: () => Promise<readonly string[]>;
  /** Writes `.env` such that an account of this cloud is meant. */
  readonly writeDotEnv: (more?: Readonly<Record<string, string>>) => Promise<void>;
  readonly close: () => Promise<void>;
};

export async function deployWorld(): Promise<DeployWorld> {
  const cloud = await startLocalCloud({ port: 0, seed: 'deploy' });
  const project = copiedProject();
  const shown = (text: string) => text.replaceAll(cloud.url, 'URL');
  const ask: DeployWorld['ask'] = async (path, method = 'GET', body) => {
    const request = { method, ...(body && { body: JSON.stringify(body) }) };
    return (await fetch(`${cloud.url}${path}`, request)).json();
  };
  const clock = advancingClock((ms) => ask('/clock/advance', 'POST', { ms }));
  return {
    cloud,
    project,
    clock,
    ask,
    typed: async (line, options = {}) => {
      const cwd = project.folder;
      const ended = await run(`${line} --endpoint ${cloud.url}`, { cwd, clock, ...options });
      return { code: ended.code, out: shown(ended.out), err: shown(ended.err) };
    },
    mutatingCalls: async () =>
      (await ask('/journal')).flatMap((call: any) => (call.mutating ? [call.action] : [])),
    writeDotEnv: async (more = {}) => {
      const variables = { ...(await ask('/environment')), ...more };
      const lines = Object.entries(variables).map(([name, value]) => `${name}=${value}\n`);
      project.write('.env', lines.join(''));
    },
    close: async () => {
      project.close();
      await cloud.close();
    },
  };
}
