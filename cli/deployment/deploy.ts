import { type Deployed, deploy } from '../../deploy/deploy.ts';
import { labelled, printable } from '../../terminal/text.ts';
import type { TargetOptions } from '../invocation/target.ts';
import { objectionOf } from '../report/consent.ts';
import type { Io } from '../report/io.ts';
import type { Style } from '../report/style.ts';
import { changeReporter } from './changes.ts';
import {
  type DeploymentCommandOf,
  type DeploymentResult,
  type Terminal,
  usageResult,
} from './command.ts';
import { download } from './download.ts';
import { rollBackApplication } from './rollback.ts';
import { changeCloud } from './session.ts';
import { type OpenTarget, targetName } from './target.ts';

/** Makes a cloud match serverless.yml, once a person agrees; with `planOnly`, reports what that would change. */
export async function deployApplication(
  command: DeploymentCommandOf<'deploy'>,
  options: TargetOptions,
  terminal: Terminal,
  io: Io,
): Promise<DeploymentResult> {
  const { planOnly, isAgreed, isRollback, replaceFunctions } = command;
  const { prompt } = terminal;
  if (!planOnly && !isAgreed && prompt === undefined) return usageResult(NO_CONFIRMATION);
  const objection =
    isAgreed || prompt === undefined ? undefined : () => objectionOf(prompt, 'Make these changes?');
  if (isRollback) return rollBackApplication(command, objection, options, terminal, io);
  return changeCloud(options, io, async (target, { recorded, ...context }) => {
    const { application, apis } = target;
    const report = recorded(changeReporter(targetName(target), terminal));
    const asked = objection && { objection };
    const settings = { ...context, report, planOnly, replaceFunctions, download, ...asked };
    const deployed = await deploy(application, apis, settings);
    return resultOf(deployed, command, target, terminal);
  });
}

const NO_CONFIRMATION =
  'There is no terminal to ask on, or --json is given: add --yes to deploy without a question, or --plan to see what would change.';

function resultOf(
  deployed: Deployed,
  { planOnly }: DeploymentCommandOf<'deploy'>,
  target: OpenTarget,
  { style, print }: Terminal,
): DeploymentResult {
  const { changes } = deployed;
  if (!deployed.ok) {
    const { refusals } = deployed;
    // A plan succeeds whatever it finds.
    const exit = planOnly ? 'done' : 'refused';
    return { exit, answer: { changes, refusals }, problems: refusals };
  }
  const { warnings, calls } = deployed;
  const urls = urlsOf(deployed.urls, target);
  if (!planOnly && urls.length > 0) print(`\n${labelled(urls, style.width)}`);
  if (changes.length > 0) print(planOnly ? planEnd(style) : madeEnd(target, style));
  return { exit: 'done', answer: { changes, warnings, urls: Object.fromEntries(urls), calls } };
}

type NamedUrl = readonly [functionName: string, url: string];

/** The URLs of the local cloud do not resolve: it serves the functions under paths of its own. */
function urlsOf(
  urls: ReadonlyMap<string, string>,
  { target, endpoint }: OpenTarget,
): readonly NamedUrl[] {
  return [...urls].map(([name, url]) =>
    target === 'local' ? [name, `${endpoint}/functions/${name}`] : [name, printable(url)],
  );
}

function planEnd({ nextCommand }: Style): string {
  return `Nothing was changed. To apply this plan:\n${nextCommand(['deploy'])}`;
}

function madeEnd({ target }: OpenTarget, { nextCommand }: Style): string {
  return target === 'local'
    ? `\nTo get a token for the HTTP API:\n${nextCommand(['token', '--tenant', 'acme'])}`
    : `\nTo check the deployment:\n${nextCommand(['doctor'])}`;
}
