import { ApiError } from '../../shared/tenant-key/api-error.ts';
import { deployApplication } from '../deployment/deploy-application.ts';
import type { DeploymentEnding } from '../deployment/deployment-ending.ts';
import { destroyApplication } from '../deployment/destroy-application.ts';
import { examineTarget } from '../deployment/examine-target.ts';
import { explainRefusal } from '../deployment/explain-refusal.ts';
import { issueToken } from '../deployment/issue-token.ts';
import { LOCAL_ENDPOINT } from '../deployment/local-endpoint.ts';
import type { Screen } from '../deployment/screen.ts';
import { jsonLine } from '../reporting/json-line.ts';
import type { Exit } from '../usage/exit-codes.ts';
import type { DeploymentCall } from '../usage/parse-command-line.ts';
import { lookOf } from './look-of.ts';
import type { Surroundings } from './surroundings.ts';

/** Does what a command line asks for about the application as a whole, and tells how it ended. */
export async function runDeployment(call: DeploymentCall, around: Surroundings): Promise<Exit> {
  const { stdout, stderr } = around;
  const { exit, answer, problems = [] } = await endingOf(call, around);
  if (call.json && answer !== undefined) stdout.write(jsonLine(answer));
  for (const problem of problems) stderr.write(`${problem}\n`);
  return exit;
}

async function endingOf(call: DeploymentCall, around: Surroundings): Promise<DeploymentEnding> {
  const { place } = call;
  try {
    return await carriedOut(call, screenOf(call, around), around);
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    // What a cloud refuses is told by the verb itself: here it is the local one that does not answer.
    const where = { endpoint: LOCAL_ENDPOINT, region: '', ...place };
    return { exit: 'failed', problems: [explainRefusal(error, where)] };
  }
}

function carriedOut(
  { command, place }: DeploymentCall,
  screen: Screen,
  around: Surroundings,
): Promise<DeploymentEnding> {
  switch (command.command) {
    case 'deploy':
      return deployApplication(command, place, screen, around);
    case 'destroy':
      return destroyApplication(command, place, screen, around);
    case 'doctor':
      return examineTarget(command, place, screen, around);
    case 'token':
      return issueToken(command, place, screen);
  }
}

function screenOf({ placeFlags, json }: DeploymentCall, around: Surroundings): Screen {
  const { stdout, stderr, typedLine } = around;
  return {
    look: lookOf(placeFlags, around),
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
