import type { Application } from './application.ts';
import type { Change } from './change.ts';
import type { Found } from './found.ts';
import { isOurs } from './is-ours.ts';

/** Why a plan is not carried out, in whole sentences; empty when nothing is against it. Pure. */
export function refusalsOf(
  application: Application,
  found: Found,
  changes: readonly Change[],
  replaceFunctions: boolean,
): readonly string[] {
  return application.functions.flatMap(({ name }) => {
    const there = found.function.get(name);
    if (there === undefined) return [];
    if (!isOurs(name, there, application)) {
      return [
        `There is a function ${name} that ${application.app} did not deploy: give one of them another name, or delete it if nobody needs it.`,
      ];
    }
    const change = changes.find(({ resource }) => {
      return resource.kind === 'function' && resource.name === name;
    });
    const runtime = change?.fields.find((field) => field.name === 'runtime');
    if (runtime === undefined || replaceFunctions) return [];
    return [
      `The runtime of ${name} is ${runtime.before} and is to be ${runtime.after}, for which the function has to be deleted and made anew, with another URL if it has one: say --replace-functions if that is meant.`,
    ];
  });
}
