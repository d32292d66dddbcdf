import { type Destroyed, type DestroyOptions, destroy } from '../../deploy/destroy.ts';
import type { Kept } from '../../deploy/plan/checks.ts';
import { paragraph, printable } from '../../terminal/text.ts';
import type { Surroundings } from '../running/surroundings.ts';
import { changeCloud } from './change-cloud.ts';
import { changeTeller } from './change-teller.ts';
import type { DeploymentCommandOf } from './deployment-command.ts';
import { type DeploymentEnding, wrongEnding } from './deployment-ending.ts';
import type { Place } from './place.ts';
import type { Screen } from './screen.ts';
import { targetName } from './target-name.ts';

type Command = DeploymentCommandOf<'destroy'>;

/** Deletes what was deployed, once somebody has agreed to what that is. Keys stay in any case. */
export async function destroyApplication(
  command: Command,
  place: Place,
  screen: Screen,
  around: Surroundings,
): Promise<DeploymentEnding> {
  const { planOnly, isAgreed } = command;
  const { ask } = screen;
  if (!planOnly && !isAgreed && ask === undefined) return wrongEnding(NOBODY_TO_ASK);
  return changeCloud(command, place, around, async (target, { watched, ...work }) => {
    const { application, apis } = target;
    const tell = watched(changeTeller(targetName(target), screen));
    const destroyed = (options: Pick<DestroyOptions, 'planOnly'>) =>
      destroy(application, apis, { ...work, tell, ...options });

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

function keptText(kept: readonly Kept[], { look }: Screen): string {
  const lines = kept.map(({ reason }) => paragraph(`Stays: ${printable(reason)}`, look.width));
  return [...lines, 'No key is ever deleted.\n\n'].join('');
}

function done({ changes, kept, calls }: Destroyed): DeploymentEnding {
  return { exit: 'done', answer: { changes, kept, calls } };
}

function declined(app: string): DeploymentEnding {
  return { exit: 'refused', problems: [`Nothing was deleted, as ${app} was not typed.`] };
}
