import { type RolledBack, rollBack } from '../../deploy/rollback.ts';
import { paragraph } from '../../terminal/text.ts';
import type { TargetOptions } from '../invocation/target.ts';
import type { Io } from '../report/io.ts';
import { changeReporter } from './changes.ts';
import type { DeploymentCommandOf, DeploymentResult, Terminal } from './command.ts';
import { download } from './download.ts';
import { changeCloud } from './session.ts';
import { targetName } from './target.ts';

/**
 * Puts back the code that the last deployment replaced.
 *
 * @param objection Asks the person; absent if they agreed on the command line.
 */
export function rollBackApplication(
  { planOnly }: DeploymentCommandOf<'deploy'>,
  objection: (() => Promise<string | undefined>) | undefined,
  options: TargetOptions,
  terminal: Terminal,
  io: Io,
): Promise<DeploymentResult> {
  return changeCloud(options, io, async (target, { recorded, ...context }) => {
    const { application, apis } = target;
    const report = recorded(changeReporter(targetName(target), terminal));
    const settings = { ...context, report, planOnly, download, ...(objection && { objection }) };
    const rolledBack = await rollBack(application, apis, settings);
    return resultOf(rolledBack, planOnly, terminal);
  });
}

function resultOf(
  rolledBack: RolledBack,
  planOnly: boolean,
  { style, print }: Terminal,
): DeploymentResult {
  const { changes } = rolledBack;
  if (!rolledBack.ok) {
    const { refusals } = rolledBack;
    return { exit: 'refused', answer: { changes, refusals }, problems: refusals };
  }
  if (changes.length > 0) {
    const end = planOnly
      ? `Nothing was changed. To put this code back:\n${style.nextCommand(['deploy', '--rollback'])}`
      : `\n${paragraph(REMAINS, style.width)}`;
    print(end);
  }
  return { exit: 'done', answer: { changes, calls: rolledBack.calls } };
}

const REMAINS =
  'Only code was put back: settings stay as they are. The next deployment replaces it by the code of this folder.';
