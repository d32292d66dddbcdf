import { FUNCTIONS, type FunctionName, SETTINGS, type SettingName } from '../../shared/settings.ts';
import { table } from './markdown-table.ts';
import { SETTING_TEXTS } from './setting-texts.ts';

/** docs/configuration.md: the settings, from the table that the functions read. */
export function configurationPage(): string {
  const names = Object.keys(SETTINGS) as readonly SettingName[];
  const httpNames = names.filter((name) => `${SETTINGS[name].readBy}` === 'accept-request');
  return `<!-- Generated from shared/settings.ts and scripts/docs/ by \`npm run generate\`. Do not edit. -->

# Configuration

The functions are configured by environment variables. A function reads its own once, at start. If any value is missing or wrong,
the function does not start, and its error lists all problems of the configuration at once. \`npm run deploy\` reads the settings
in the same way, so a configuration with problems is not deployed: it names each problem with its line in \`serverless.yml\`.

\`serverless.yml\` sets the variables. Values that differ from account to account come from \`.env\`, where \`.env.example\`
explains each; exported variables take precedence. To set a variable that \`serverless.yml\` does not name, add it to
\`environments\` for all functions, or to \`environment\` of one function. Do not set these four there: a deployment
takes \`ENVIRONMENT\` from the \`name\` of the file, and derives \`KMS_CALLS_PER_SECOND_MAX\` and \`TAG_CALLS_PER_SECOND_MAX\` from each
function's \`kmsCallsPerSecondMax\` and \`tagCallsPerSecondMax\`, and \`QUEUE_CALLS_PER_SECOND_MAX\` from the rate and the instances of the queue
consumer. A variable that no function reads is refused, and so is a variable in the \`environment\` of a function that
does not read it. Editors with a YAML language server show the same problems while you type, by \`deploy/serverless.schema.json\`.

Rules for values:

- An empty value counts as missing, so the default applies.
- Values contain neither \`;\` nor \`=\`. A deployment refuses them, since the platform may cut the value there.
- Numbers are written in digits only.
- Error messages name a variable but never repeat its value, which may be a secret.

Rules for \`.env\`, which is parsed by Node's \`util.parseEnv\`. A line that Node would drop or change is refused, with its number:

- The file is UTF-8. A line is \`NAME=value\`, and ends with LF or CRLF. \`export\` and one space may precede the name.
- A value in single or double quotes is on one line. In double quotes it has no backslash, and in single quotes no \`\\\` at its end.
- A value without quotes has no quotes, backticks, tabs, \`=\` or \`#\` in it.
- A comment has a line of its own, or follows a quoted value.
- No name is set twice, and each is one that \`serverless.yml\`, a policy or a credential needs.

## Settings

${settingsTable(names.filter((name) => !httpNames.includes(name)))}
## Authentication

Only the function \`accept-request\` reads these. They decide who may call it. The \`JWT_\` settings are read for \`AUTH=jwt\` only.

${settingsTable(httpNames)}`;
}

function settingsTable(names: readonly SettingName[]): string {
  return table(
    ['variable', 'default', 'value', 'functions', 'meaning'],
    names.map((name) => {
      const { form, fallback, readBy } = SETTINGS[name];
      const cells = [defaultCell(fallback), ruleCell(form.rule), readersCell(readBy)];
      return [`\`${name}\``, ...cells, SETTING_TEXTS[name]];
    }),
  );
}

function defaultCell(fallback: string | undefined): string {
  if (fallback === undefined) return '**required**';
  return fallback === '' ? 'none' : `\`${fallback}\``;
}

/** AUTH's rule has its reason, which the description has too. */
function ruleCell(rule: string): string {
  return rule.replace(/, so that .*$/, '');
}

function readersCell(readBy: readonly FunctionName[]): string {
  if (readBy.length === FUNCTIONS.length) return 'all';
  return readBy.map((name) => `\`${name}\``).join(', ');
}
