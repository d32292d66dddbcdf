import { ApiError } from '../../shared/tenant-key/api-error.ts';
import { paintFor } from '../../terminal/paint.ts';
import { printable } from '../../terminal/text.ts';
import type { Operator, OperatorCommand } from '../calling/ask.ts';
import { explainLocalCloudError } from '../calling/explain.ts';
import { listDeadLetters, showDeadLetter } from '../dead-letters/list.ts';
import {
  discardDeadLetters,
  planDeadLetters,
  redriveDeadLetters,
} from '../dead-letters/redrive.ts';
import type { DeploymentEnding, Screen } from '../deployment/change.ts';
import { deployApplication, destroyApplication } from '../deployment/deploy.ts';
import { examineTarget } from '../deployment/doctor.ts';
import { issueToken } from '../deployment/token.ts';
import { checkFleet, repairFleet } from '../fleet/fleet.ts';
import { resumeQuota, showQuota } from '../quota/quota.ts';
import { type Ending, type Exit, jsonLine, type Look } from '../report/report.ts';
import type { Surroundings } from '../report/surroundings.ts';
import type { DeploymentCall } from '../usage/parse.ts';

/** Carries a command out, and tells what it came to. Throws `ApiError` when there is no answer. */
export function runCommand(command: OperatorCommand, operator: Operator): Promise<Ending> {
  switch (command.command) {
    case 'list':
      return listDeadLetters(command, operator);
    case 'show':
      return showDeadLetter(command, operator);
    case 'plan':
      return planDeadLetters(command, operator);
    case 'redrive':
      return redriveDeadLetters(command, operator);
    case 'discard':
      return discardDeadLetters(command, operator);
    case 'quota':
      return showQuota(command, operator);
    case 'resume':
      return resumeQuota(command, operator);
    case 'check':
      return checkFleet(command, operator);
    case 'repair':
      return repairFleet(command, operator);
  }
}

/** Does what a command line asks for about the application as a whole, and tells how it ended. */
export async function runDeployment(call: DeploymentCall, around: Surroundings): Promise<Exit> {
  const { stdout, stderr } = around;
  const { exit, answer, problems = [] } = await endingOf(call, around);
  if (call.json && answer !== undefined) stdout.write(jsonLine(answer));
  for (const problem of problems) stderr.write(`${problem}\n`);
  return exit;
}

async function endingOf(call: DeploymentCall, around: Surroundings): Promise<DeploymentEnding> {
  try {
    return await carriedOut(call, screenOf(call, around), around);
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    // The verb itself reports what a cloud refuses: here it is the local one that does not answer.
    return { exit: 'failed', problems: [explainLocalCloudError(error, call.target)] };
  }
}

function carriedOut(
  { command, target }: DeploymentCall,
  screen: Screen,
  around: Surroundings,
): Promise<DeploymentEnding> {
  switch (command.command) {
    case 'deploy':
      return deployApplication(command, target, screen, around);
    case 'destroy':
      return destroyApplication(command, target, screen, around);
    case 'doctor':
      return examineTarget(target, screen, around);
    case 'token':
      return issueToken(command, target, screen);
  }
}

function screenOf({ targetFlags, json }: DeploymentCall, around: Surroundings): Screen {
  const { stdout, stderr, typedLine } = around;
  return {
    look: lookOf(targetFlags, around),
    tell: (text) => void (json || stdout.write(text)),
    ...(typedLine !== undefined &&
      !json && {
        ask: (question: string) => {
          stderr.write(question);
          return typedLine();
        },
      }),
  };
}

/**
 * How things are shown on this stdout.
 *
 * @param targetFlags Those about the target, to be repeated in each command that is proposed.
 */
export function lookOf(
  targetFlags: readonly string[],
  { env, stdout, timeMs }: Surroundings,
): Look {
  const { isTTY = false, columns } = stdout;
  const width = (isTTY && columns) || WIDTH;
  // What npm runs, as by `npm run deploy`, finds a command that the shell may not find after it.
  const program = env.npm_lifecycle_event === undefined ? 'tenant-keys' : 'npx tenant-keys';
  return {
    width,
    paint: paintFor(isTTY, env.NO_COLOR),
    nowMs: timeMs(),
    spell: (words) => spellCommand(program, [...words, ...targetFlags], width),
  };
}

/** A terminal that does not say how wide it is, and whatever else reads stdout, has this many columns. */
const WIDTH = 80;

/** A command that can be copied as it stands, on as many lines as it takes. */
export function spellCommand(program: string, words: readonly string[], width: number): string {
  const lines = [INDENT + program];
  for (const part of partsOf(words)) {
    const longer = `${lines.at(-1)} ${part}`;
    if (longer.length + CONTINUED.length <= width) lines[lines.length - 1] = longer;
    else lines.push(`${INDENT}  ${part}`);
  }
  return `${lines.join(`${CONTINUED}\n`)}\n`;
}

const INDENT = '  ';
const CONTINUED = ' \\';

/** A flag and its value stay on one line. */
function partsOf(words: readonly string[]): readonly string[] {
  const parts: string[] = [];
  for (const word of words) {
    const isValue = !word.startsWith('--') && parts.at(-1)?.startsWith('--') === true;
    if (isValue && !parts.at(-1)?.includes(' ')) parts.push(`${parts.pop()} ${shellWord(word)}`);
    else parts.push(shellWord(word));
  }
  return parts;
}

/** A word as a POSIX shell takes it. */
function shellWord(word: string): string {
  if (/^[\w@%+=:,./-]+$/.test(word)) return word;
  return `'${printable(word).replaceAll("'", "'\\''")}'`;
}
