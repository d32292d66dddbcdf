import { listeners } from '../../emulator/async/listeners.ts';
import type { Activity } from '../../local/activity.ts';
import { runApplication } from '../../local/application.ts';
import { startLocalCloud } from '../../local/cloud.ts';
import { deployApplication } from '../../local/deployment.ts';
import { addApplicationPage } from '../../local/page/application-page.ts';
import { requestSender } from '../../local/requests.ts';
import type { RunningApplication } from './running-application.ts';

const ROOT = new URL('../../', import.meta.url);

/** A running application with its page, as `npm start` runs it. A refusal is an answer with its `status`. */
export async function applicationPage({
  seed,
  deploys = true,
}: {
  readonly seed: string;
  readonly deploys?: boolean;
}): Promise<RunningApplication> {
  const pageUrl = new URL('dist/local/page/', ROOT);
  const cloud = await startLocalCloud({ port: 0, seed, pageUrl });
  if (deploys) await deployApplication(cloud, ROOT);
  const { add: onActivity, notify } = listeners<Activity>();
  const application = runApplication(cloud, new URL('dist/', ROOT), notify);
  const stopping = new AbortController();
  const send = requestSender(cloud, onActivity, stopping.signal);
  const { page } = cloud;
  if (page === undefined) throw new Error('the cloud serves no page');
  const leave = addApplicationPage({ cloud, page, application, onActivity, send });
  return {
    cloud,
    ask: async (route, body) => {
      const [method = '', path = ''] = route.split(' ');
      const text = typeof body === 'string' ? body : JSON.stringify(body);
      const answer = await fetch(`${cloud.url}${path}`, { method, body: text ?? null });
      const content: any = await answer.json();
      return answer.ok ? content : { status: answer.status, ...content };
    },
    close: async () => {
      leave();
      stopping.abort();
      await application.close();
      await cloud.close();
    },
  };
}
