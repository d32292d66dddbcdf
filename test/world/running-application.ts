import { runApplication } from '../../local/application.ts';
import { type LocalCloud, startLocalCloud } from '../../local/cloud.ts';
import { deployApplication } from '../../local/deployment.ts';

const ROOT = new URL('../../', import.meta.url);

/** The application, deployed in a local cloud of its own, in this process. */
export type RunningApplication = {
  readonly cloud: LocalCloud;
  /** Asks the local cloud itself, such as `GET /journal`; undefined where the answer has no body. */
  readonly ask: (route: string, body?: object) => Promise<any>;
  readonly close: () => Promise<void>;
};

/** Needs the bundles that `npm run build` makes. */
export async function runningApplication(seed: string): Promise<RunningApplication> {
  const cloud = await startLocalCloud({ port: 0, seed });
  await deployApplication(cloud, ROOT);
  const application = runApplication(cloud, new URL('dist/', ROOT), () => {});
  return {
    cloud,
    ask: async (route, body) => {
      const [method = '', path = ''] = route.split(' ');
      const json = body === undefined ? {} : { body: JSON.stringify(body) };
      const answer = await fetch(`${cloud.url}${path}`, { method, ...json });
      const text = await answer.text();
      return text === '' ? undefined : JSON.parse(text);
    },
    close: async () => {
      await application.close();
      await cloud.close();
    },
  };
}
