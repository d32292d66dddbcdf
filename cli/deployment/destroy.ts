import { type Destroyed, type DestroyOptions, destroy } from '../../deploy/destroy.ts';
import type { RetainedResource } from '../../deploy/plan/checks.ts';
import { paragraph, printable } from '../../terminal/text.ts';
import type { TargetOptions } from '../invocation/target.ts';
import type { Io } from '../report/io.ts';
import { changeReporter } from './changes.ts';
import {
  type DeploymentCommandOf,
  type DeploymentResult,
  type Terminal,
  usageResult,
} from './command.ts';
import { changeCloud } from './session.ts';
import { targetName } from './target.ts';
import { type Unsettled, unsettledRequests, unsettledText } from './unsettled.ts';

/** Deletes what was deployed, after the person has confirmed the list. Keys are never deleted. */
export async function destroyApplication(
  command: DeploymentCommandOf<'destroy'>,
  options: TargetOptions,
  terminal: Terminal,
  io: Io,
): Promise<DeploymentResult> {
  const { planOnly, isAgreed } = command;
  const { prompt } = terminal;
  if (!planOnly && !isAgreed && prompt === undefined) return usageResult(NO_CONFIRMATION);
  return changeCloud(options, io, async (target, { recorded, ...context }) => {
    const { application, apis } = target;
    const report = recorded(changeReporter(targetName(target), terminal));
    const run = (plan: Pick<DestroyOptions, 'planOnly'>) =>
      destroy(application, apis, { ...context, report, ...plan });

    const planned = await run({ planOnly: true });
    const unsettled = await unsettledRequests(planned.changes, target, io.clock);
    terminal.print(unsettledText(unsettled, terminal.style));
    terminal.print(keptText(planned.kept, terminal));
    if (planOnly || planned.changes.length === 0) return done(planned, unsettled);
    if (!isAgreed && prompt !== undefined) {
      const { app } = application;
      const typed = await prompt(`Type the application's name, ${app}, to delete this: `);
      if (typed.trim() !== app) return declined(app);
    }
    return done(await run({}), unsettled);
  });
}

const NO_CONFIRMATION =
  'There is no terminal to confirm on, or --json is given: add --yes to delete without a question, or --plan to see what would be deleted.';

function keptText(kept: readonly RetainedResource[], { style }: Terminal): string {
  const lines = kept.map(({ reason }) => paragraph(`Kept: ${printable(reason)}`, style.width));
  return [...lines, 'No key is ever deleted.\n\n'].join('');
}

function done({ changes, kept, calls }: Destroyed, unsettled: Unsettled): DeploymentResult {
  return { exit: 'done', answer: { changes, kept, calls, ...(unsettled && { unsettled }) } };
}

function declined(app: string): DeploymentResult {
  return { exit: 'refused', problems: [`Nothing was deleted, because ${app} was not typed.`] };
}
