import type { Listeners } from '../../emulator/async/listeners.ts';
import type { EmulatorPage } from '../../emulator/page/page.ts';
import type { RunningFunctions } from '../../emulator/scf/run-functions.ts';
import { KEY_DEAD_LETTERS } from '../../shared/topics/topics.ts';
import type { Activity } from '../activity.ts';
import type { LocalCloud } from '../cloud.ts';
import type { Send } from '../requests.ts';
import { deadLetterRoutes } from './dead-letter-routes.ts';
import { figureRoutes, figures } from './figures.ts';
import { functionRoutes } from './function-routes.ts';
import { requestRoutes } from './request-routes.ts';
import { requestTable } from './request-table.ts';
import type { ApplicationEvents } from './wire.ts';

type ApplicationPageOptions = {
  readonly cloud: LocalCloud;
  readonly page: EmulatorPage;
  /** The functions of the application, while they run. */
  readonly application: RunningFunctions;
  readonly onActivity: Listeners<Activity>['add'];
  readonly send: Send;
};

/**
 * Serves what the pages of the application read, and sends them what changes.
 *
 * @returns ends that.
 */
export function addApplicationPage(options: ApplicationPageOptions): () => void {
  const { cloud, page, application, onActivity, send } = options;
  const { region, topicEngine, nowMs, newId, onCall, switches } = cloud;
  const { invoke, logOf } = application.host;
  const table = requestTable(nowMs);
  const lastMinutes = figures(Date.now);
  const sample = () => lastMinutes.sample(page.keysInUse(), switches().cmkLimit);
  const reread = () => page.send(DEAD_LETTERS, () => null);
  page.addRoutes([
    ...requestRoutes({
      ...{ table, send, newId, topicEngine, nowMs },
      ...{ systemNowMs: Date.now, calls: page.calls.list },
    }),
    ...deadLetterRoutes({ invoke, aheadMs: () => nowMs() - Date.now() }),
    ...functionRoutes({ functions: () => cloud.functionsIn(region), logOf }),
    ...figureRoutes(lastMinutes),
  ]);
  const everySecond = setInterval(sample, 1_000).unref();
  const leaving = [
    onActivity(table.add),
    onActivity((activity) => void (isAboutDeadLetter(activity) && reread())),
    table.onChange((row) => page.sendRow(REQUESTS, row)),
    topicEngine.onArrival(KEY_DEAD_LETTERS, reread),
    onCall(lastMinutes.countCall),
    page.onReset(table.clear),
  ];
  return () => {
    clearInterval(everySecond);
    for (const leave of leaving) leave();
  };
}

const REQUESTS: keyof ApplicationEvents = 'requests';
const DEAD_LETTERS: keyof ApplicationEvents = 'dead-letters';

/** On brokers nobody of this cloud consumes the dead letters, so that their arrival shows in outcomes alone. */
function isAboutDeadLetter(activity: Activity): boolean {
  if (activity.kind !== 'outcome') return false;
  const { wayIn, outcome } = activity;
  const isNew = outcome === 'waiting' || outcome === 'parked';
  return isNew || wayIn === 'retry' || wayIn === 'redrive';
}
