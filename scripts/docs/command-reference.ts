import { EXIT_CODES } from '../../cli/report/result.ts';
import { type Flag, GENERAL_FLAGS } from '../../cli/usage/flags.ts';
import { type Verb, verbUsage } from '../../cli/usage/verb.ts';
import { VERBS } from '../../cli/usage/verbs.ts';
import { table } from './markdown-table.ts';

/** The verbs, flags and exit codes of the operator's command, from its tables. */
export function commandReference(): string {
  const verbs = VERBS.map((verb) => [code(verbUsage(verb)), verb.summary]);
  const flags = [...new Set(VERBS.flatMap((verb) => verb.flags))].map((flag) => {
    const takers = VERBS.filter((verb) => verb.flags.includes(flag));
    return [code(termOf(flag)), flag.summary, takersText(takers)];
  });
  const general = GENERAL_FLAGS.map((flag) => [code(termOf(flag)), flag.summary, 'every verb']);
  const exits = Object.values(EXIT_CODES).map(({ code: exit, meaning }) => [
    code(String(exit)),
    meaning,
  ]);
  return [
    table(['verb', ''], verbs),
    table(['flag', '', 'verbs'], [...general, ...flags]),
    table(['exit code', ''], exits),
  ].join('\n');
}

/** The verbs with each noun once. */
function takersText(takers: readonly Verb[]): string {
  const nouns = [...new Set(takers.map(({ noun }) => noun))];
  const groups = nouns.map((noun) => {
    const names = takers.filter((verb) => verb.noun === noun).map(({ name }) => name);
    return `${noun ?? ''} ${names.join(', ')}`.trim();
  });
  return groups.map(code).join(', ');
}

/** A flag as the help shows it. */
function termOf({ short, name, value }: Flag): string {
  return [short === undefined ? name : `${short}, ${name}`, value ?? []].flat().join(' ');
}

function code(text: string): string {
  return `\`${text}\``;
}
