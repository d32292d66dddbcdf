import { ConfigError, readConfig, type SettingProblem } from '../../shared/config.ts';
import { FUNCTION_SETTINGS, HTTP_SETTINGS, type SettingName } from '../../shared/settings.ts';
import { table } from './markdown-table.ts';

/** docs/configuration.md: the settings, from the table that the functions read. */
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

/** What each setting is for, in Markdown. */
const SETTING_DESCRIPTIONS: Readonly<Record<SettingName, string>> = {
  REGION: 'The region of keys, functions and topics.',
  TOPICS_URL: 'The Kafka brokers that have the topics, or the local cloud.',
  MARKER_KEYS:
    'The HMAC keys of markers, comma-separated. The first signs; each of them verifies. To rotate, add a new key at the end in all functions, then move it to the front ([how](operations.md)). Never remove one.',
  API_ENDPOINT:
    "The address where KMS and Tag are called instead of Tencent Cloud's own hosts, such as the local cloud.",
  ACCOUNT_UIN:
    'The account that owns the keys. Without it, the account that the platform names in the context of each invocation.',
  KMS_CALLS_PER_SECOND:
    "This instance's share of the 100 calls a second that an account may make to KMS. The same number limits its reads of tags.",
  TAG_CALLS_PER_SECOND:
    "This instance's share of the 20 changes of tags a second that an account may make. A new tenant takes one, so a batch should hold no more new tenants than this allows in the function's time.",
  RETRY_ATTEMPTS_MAX: 'How many attempts one delivery of a message may take.',
  RETRY_DELAY_MS_MIN:
    'The delay before the second attempt, in milliseconds. It doubles before each further attempt.',
  RETRY_DELAY_MS_MAX: 'The longest delay between two attempts, in milliseconds.',
  ATTEMPT_MS_MIN: 'The least time left in which another attempt is started, in milliseconds.',
  SETTLE_MS:
    "The part of the function's time that is reserved to settle messages, in milliseconds.",
  REDRIVES_MAX: 'How often a dead letter may be redriven before its cause must be found.',
  RUNBOOK_URL:
    'Where the runbook is. Events, dead letters and problem documents link to its sections.',
  REQUESTS_TOPIC:
    'The only topic that messages of the queue may come from. Without it, they may come from any.',
  MESSAGE_KEYS:
    'HMAC keys that the senders of messages share with us, comma-separated. With them, every message of the queue must be [signed](operations.md) and a dead letter without a valid signature is not redriven. The first signs what the HTTP API puts into the queue. Without them, messages need no signature.',
  MESSAGE_AGE_S_MAX:
    'How old the signature of a message may be, in seconds. Older messages are parked, so allow for as long as a message may wait in the queue.',
  AUTH: 'How callers authenticate: `jwt` by a bearer token of an issuer, `cam` by a signature that the platform checks, for a Function URL that is deployed with CAM ([how to choose](deploy.md)). Where `API_ENDPOINT` and all hosts of `TOPICS_URL` are loopback addresses, the default is `open`, which lets every caller in.',
  JWT_ISSUER: 'The claim `iss` of tokens, character for character. Required for `AUTH=jwt`.',
  JWT_AUDIENCE: 'One of the values of the claim `aud` of tokens. Required for `AUTH=jwt`.',
  JWT_JWKS_URL:
    'Where the issuer publishes its signing keys. Required for `AUTH=jwt`. Plain `http` is accepted for loopback addresses only.',
  JWT_ALGORITHMS: 'The accepted signature algorithms of tokens.',
  JWT_TENANT_CLAIM: 'The claim with the tenants that a caller may act for: one, or an array.',
  JWT_SERVICE_SCOPE: 'The value in `scope` that lets a caller act for every tenant.',
};

function defaultCell(fallback: string | undefined): string {
  if (fallback === undefined) return '**required**';
  return fallback === '' ? 'none' : `\`${fallback}\``;
}

/** What a value must be, from the problem that the configuration reports for a wrong one. */
function valueCell(name: string, problems: readonly SettingProblem[]): string {
  const { problem = '' } = problems.find(({ setting }) => setting === name) ?? {};
  const [, value] = /^must be (.*?)(?:, so that .*)?$/.exec(problem) ?? [];
  if (value === undefined) throw new Error(`No problem says what ${name} must be.`);
  return value;
}

/** A blank is invalid for every setting. The settings of tokens are read for `AUTH=jwt` only. */
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
