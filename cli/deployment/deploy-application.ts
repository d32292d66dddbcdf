import { type Deployed, deploy } from '../../deploy/deploy.ts';
import { labelled, printable } from '../../terminal/text.ts';
import type { Look } from '../reporting/look.ts';
import type { Surroundings } from '../running/surroundings.ts';
import { changeCloud } from './change-cloud.ts';
import { changeTeller } from './change-teller.ts';
import type { DeploymentCommandOf } from './deployment-command.ts';
import type { DeploymentEnding } from './deployment-ending.ts';
import type { OpenTarget } from './open-target.ts';
import type { Place } from './place.ts';
import type { Screen } from './screen.ts';
import { targetName } from './target-name.ts';

type Command = DeploymentCommandOf<'deploy'>;

/** Brings a cloud to what serverless.yml says; or only tells what that would change. */
export function deployApplication(
  command: Command,
  place: Place,
  screen: Screen,
  around: Surroundings,
): Promise<DeploymentEnding> {
  const { planOnly, replaceFunctions } = command;
  return changeCloud(command, place, around, async (target, { watched, ...work }) => {
    const { application, apis } = target;
    const tell = watched(changeTeller(targetName(target), screen));
    const options = { ...work, tell, planOnly, replaceFunctions };
    return endingOf(await deploy(application, apis, options), command, target, screen);
  });
}

function endingOf(
  deployed: Deployed,
  { planOnly }: Command,
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
