import type { Application, DesiredFunction } from '../application.ts';
import type { Change } from '../change.ts';
import type { Found } from '../found.ts';
import { isOurs } from '../resources/is-ours.ts';

/** Why a plan is not carried out, in whole sentences; empty when nothing is against it. Pure. */
export function refusalsOf(
  application: Application,
  found: Found,
  changes: readonly Change[],
  replaceFunctions: boolean,
): readonly string[] {
  return [
    ...expiringTopics(application, found),
    ...refusedFunctions(application, found, changes, replaceFunctions),
  ];
}

/** A topic that is compacted may hold the last copy of something that age would then delete. */
function expiringTopics({ ckafka }: Application, found: Found): readonly string[] {
  const expiring = ckafka.topics.filter(({ name, cleanUpPolicy }) => {
    return cleanUpPolicy === 'delete' && found.topic.get(name)?.cleanUpPolicy === 'compact';
  });
  return expiring.map(
    ({ name }) =>
      `The topic ${name} is compacted, and the file says that its messages are deleted by age: if nobody needs what it holds, change its clean-up policy in the console of CKafka.`,
  );
}

function refusedFunctions(
  application: Application,
  found: Found,
  changes: readonly Change[],
  replaceFunctions: boolean,
): readonly string[] {
  return application.functions.flatMap((desired) => {
    const foreign = foreignOf(desired, found, application);
    if (foreign.length > 0) return foreign;
    const { name } = desired;
    const change = changes.find(({ resource }) => {
      return resource.kind === 'function' && resource.name === name;
    });
    const runtime = change?.fields.find((field) => field.name === 'runtime');
    if (runtime?.before === undefined || replaceFunctions) return [];
    return [
      `The runtime of ${name} is ${runtime.before} and is to be ${runtime.after}, for which the function has to be deleted and made anew, with another URL if it has one: say --replace-functions if that is meant.`,
    ];
  });
}

/** What has the name of a function of ours, or of its rights, and is somebody else's. */
function foreignOf(
  { name, role }: DesiredFunction,
  found: Found,
  application: Application,
): readonly string[] {
  const { app, region, namespace } = application;
  if (!isOurs('function', name, found, application)) {
    return [
      `There is a function ${name} that ${app} did not deploy: give one of them another name, or delete it if nobody needs it.`,
    ];
  }
  const grants = (['role', 'policy'] as const).filter(
    (kind) => !isOurs(kind, role.name, found, application),
  );
  return grants.map(
    (kind) =>
      `There is a ${kind} ${role.name} that is not for ${app} in ${region}, namespace ${namespace}, as its description says: give the application another name, or delete the ${kind} if nobody needs it.`,
  );
}
