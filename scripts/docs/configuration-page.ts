import { ConfigError, readConfig, type SettingProblem } from '../../shared/config.ts';
import { FUNCTION_SETTINGS, HTTP_SETTINGS, type SettingName } from '../../shared/settings.ts';
import { table } from './markdown-table.ts';
import { SETTING_DESCRIPTIONS } from './setting-descriptions.ts';

/** docs/configuration.md: what can be set, from the table that the functions read it by. */
export function configurationPage(): string {
  const problems = problemsOfWrongValues();
  const rowsOf = (settings: Readonly<Record<string, string | undefined>>) =>
    table(
      ['variable', 'default', 'value', 'meaning'],
      Object.entries(settings).map(([name, fallback]) => [
        `\`${name}\``,
        defaultCell(fallback),
        valueCell(name, problems),
        SETTING_DESCRIPTIONS[name as SettingName],
      ]),
    );
  return `<!-- Generated from shared/settings.ts and scripts/docs/ by \`npm run generate\`. Do not edit. -->

# Configuration

The functions are configured by environment variables. They read all of them once, at start. If any value is missing or wrong,
the function does not start, and its error lists all problems of the configuration at once. \`npm run deploy\` reads the settings
in the same way, so a configuration with problems is not deployed.

\`serverless.yml\` sets the variables. Values that differ from account to account come from \`.env\`, where \`.env.example\`
explains each; variables of the process take precedence. To set a variable that \`serverless.yml\` does not name, add it to
\`environments\` for all functions, or to \`environment\` of one function. Two variables are never set there: a deployment
derives \`KMS_CALLS_PER_SECOND\` and \`TAG_CALLS_PER_SECOND\` from each function's \`kmsCallsPerSecond\`, \`tagCallsPerSecond\`
and \`instancesMax\`.

Rules for values:

- An empty value counts as missing, so the default applies.
- Values contain neither \`;\` nor \`=\`. A deployment refuses them, since the platform may cut the value there.
- Numbers are written in digits only.
- Error messages name a variable but never repeat its value, which may be a secret.

## All functions

${rowsOf(FUNCTION_SETTINGS)}
## HTTP API

The function \`accept-request\` reads these as well. They decide who may call it. The \`JWT_\` settings are read for \`AUTH=jwt\` only.

${rowsOf(HTTP_SETTINGS)}`;
}

function defaultCell(fallback: string | undefined): string {
  if (fallback === undefined) return '**required**';
  return fallback === '' ? 'none' : `\`${fallback}\``;
}

/** The readers themselves say what a value must be, when they get a wrong one. */
function valueCell(name: string, problems: readonly SettingProblem[]): string {
  const { problem = '' } = problems.find(({ setting }) => setting === name) ?? {};
  const [, value] = /^must be (.*?)(?:, so that .*)?$/.exec(problem) ?? [];
  if (value === undefined) throw new Error(`The readers do not say what ${name} must be.`);
  return value;
}

/** A blank is no value of any setting. Those of tokens are read only where tokens are wanted. */
function problemsOfWrongValues(): readonly SettingProblem[] {
  const wrong = Object.keys(SETTING_DESCRIPTIONS).map((name) => [name, ' '] as const);
  const env = Object.fromEntries(wrong);
  return [problemsWith(env), problemsWith({ ...env, AUTH: 'jwt' })].flat();
}

function problemsWith(env: Readonly<Record<string, string>>): readonly SettingProblem[] {
  try {
    readConfig(env, 'http');
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
}
