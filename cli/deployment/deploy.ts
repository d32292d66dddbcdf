import { type Deployed, deploy } from '../../deploy/deploy.ts';
import { type Destroyed, type DestroyOptions, destroy } from '../../deploy/destroy.ts';
import type { RetainedResource } from '../../deploy/plan/checks.ts';
import { labelled, paragraph, printable } from '../../terminal/text.ts';
import type { Look } from '../report/report.ts';
import type { Surroundings } from '../report/surroundings.ts';
import type { DeploymentCommandOf, Place } from '../usage/deployment-command.ts';
import {
  changeCloud,
  changeTeller,
  type DeploymentEnding,
  type Screen,
  wrongEnding,
} from './change.ts';
import { type OpenTarget, targetName } from './target.ts';

type CommandDeployApplication = DeploymentCommandOf<'deploy'>;

/** Brings a cloud to what serverless.yml says; or only tells what that would change. */
export function deployApplication(
  command: CommandDeployApplication,
  place: Place,
  screen: Screen,
  around: Surroundings,
): Promise<DeploymentEnding> {
  const { planOnly, replaceFunctions } = command;
  return changeCloud(command, place, around, async (target, { watched, ...work }) => {
    const { application, apis } = target;
    const report = watched(changeTeller(targetName(target), screen));
    const options = { ...work, report, planOnly, replaceFunctions };
    return endingOf(await deploy(application, apis, options), command, target, screen);
  });
}

function endingOf(
  deployed: Deployed,
  { planOnly }: CommandDeployApplication,
  target: OpenTarget,
  { look, tell }: Screen,
): DeploymentEnding {
  const { changes } = deployed;
  if (!deployed.ok) {
    const { refusals } = deployed;
    // A plan is done whatever it finds.
    const exit = planOnly ? 'done' : 'refused';
    return { exit, answer: { changes, refusals }, problems: refusals };
  }
  const { warnings, calls } = deployed;
  const urls = urlsOf(deployed.urls, target);
  if (!planOnly && urls.length > 0) tell(`\n${labelled(urls, look.width)}`);
  if (changes.length > 0) tell(planOnly ? planEnd(target, look) : madeEnd(target, look));
  return { exit: 'done', answer: { changes, warnings, urls: Object.fromEntries(urls), calls } };
}

type NamedUrl = readonly [functionName: string, url: string];

/** No name server knows the URLs of the local cloud, which has the functions under paths of its own. */
function urlsOf(
  urls: ReadonlyMap<string, string>,
  { target, endpoint }: OpenTarget,
): readonly NamedUrl[] {
  return [...urls].map(([name, url]) =>
    target === 'local' ? [name, `${endpoint}/functions/${name}`] : [name, printable(url)],
  );
}

function planEnd({ flags }: OpenTarget, { spell }: Look): string {
  return `Nothing was changed. To do so:\n${spell(['deploy', ...flags])}`;
}

function madeEnd({ target, flags }: OpenTarget, { spell }: Look): string {
  return target === 'local'
    ? `\nFor a token to ask for keys with:\n${spell(['token', '--tenant', 'acme'])}`
    : `\nTo see whether all is well:\n${spell(['doctor', ...flags])}`;
}

type CommandDestroyApplication = DeploymentCommandOf<'destroy'>;

/** Deletes what was deployed, once somebody has agreed to what that is. Keys stay in any case. */
export async function destroyApplication(
  command: CommandDestroyApplication,
  place: Place,
  screen: Screen,
  around: Surroundings,
): Promise<DeploymentEnding> {
  const { planOnly, isAgreed } = command;
  const { ask } = screen;
  if (!planOnly && !isAgreed && ask === undefined) return wrongEnding(NOBODY_TO_ASK);
  return changeCloud(command, place, around, async (target, { watched, ...work }) => {
    const { application, apis } = target;
    const report = watched(changeTeller(targetName(target), screen));
    const destroyed = (options: Pick<DestroyOptions, 'planOnly'>) =>
      destroy(application, apis, { ...work, report, ...options });

    const planned = await destroyed({ planOnly: true });
    screen.tell(keptText(planned.kept, screen));
    if (planOnly || planned.changes.length === 0) return done(planned);
    if (!isAgreed && ask !== undefined) {
      const { app } = application;
      const typed = await ask(`Type the application's name, ${app}, to delete this: `);
      if (typed.trim() !== app) return declined(app);
    }
    return done(await destroyed({}));
  });
}

const NOBODY_TO_ASK =
  'Nobody can be asked without a terminal, or with --json: say --yes to delete without a question, or --plan to see what that would be.';

function keptText(kept: readonly RetainedResource[], { look }: Screen): string {
  const lines = kept.map(({ reason }) => paragraph(`Stays: ${printable(reason)}`, look.width));
  return [...lines, 'No key is ever deleted.\n\n'].join('');
}

function done({ changes, kept, calls }: Destroyed): DeploymentEnding {
  return { exit: 'done', answer: { changes, kept, calls } };
}

function declined(app: string): DeploymentEnding {
  return { exit: 'refused', problems: [`Nothing was deleted, as ${app} was not typed.`] };
}
