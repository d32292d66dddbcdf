import { SETTINGS, type SettingName } from '../../shared/settings.ts';

/** Some variables with one explanation, or the head of a section. */
type Entry =
  | { readonly section: string }
  | {
      /** Each with its example, or empty where the default usually applies. */
      readonly variables: Readonly<Partial<Record<SettingName | DeploymentVariable, string>>>;
      /** `DEFAULT` stands for the default of the setting. */
      readonly text: string;
    };

/** What `serverless.yml` takes from `.env` besides settings of the functions. */
type DeploymentVariable =
  | 'CKAFKA_INSTANCE_ID'
  | 'HTTP_AUTH_TYPE'
  | 'RUNTIME'
  | 'NAMESPACE'
  | 'VPC_ID'
  | 'SUBNET_ID'
  | 'PUBLIC_NET'
  | 'CLS_LOGSET_ID'
  | 'CLS_TOPIC_ID'
  | 'DEAD_LETTER_TYPE'
  | 'DEAD_LETTER_NAME'
  | 'TOPIC_REPLICAS'
  | 'KEY_EVENTS_READERS';

const INTRODUCTION =
  'The values of serverless.yml that depend on your account. Copy this file to .env and fill it in. `npm run deploy` reads it; variables of the process take precedence. Never commit the copy: it has secrets. Values contain neither ; nor =. docs/configuration.md has the rules of this file.';

/** Every variable that differs from account to account. A test compares them with `serverless.yml`. */
const ENTRIES: readonly Entry[] = [
  { section: 'Required' },
  {
    variables: { REGION: 'ap-guangzhou' },
    text: 'The region of the keys, functions and topics.',
  },
  {
    variables: { TOPICS_URL: 'kafka://10.0.0.5:9092,10.0.0.6:9092' },
    text: 'The brokers of the CKafka instance, as its console page shows them, for the kind of access that the settings below choose. An IPv6 address stands in brackets.',
  },
  {
    variables: { CKAFKA_INSTANCE_ID: 'ckafka-abcdefgh' },
    text: 'The CKafka instance that has the topics. You buy it; a deployment creates the topics on it.',
  },
  {
    variables: { MARKER_KEYS: 'k1:put-your-own-here' },
    text: 'id:secret, with a secret of 32 to 128 letters, digits, - and _, such as from `openssl rand -hex 32`. It signs the markers, which prove that a key is ours. To change it, add a new pair at the end, after a comma, and deploy; then move it to the front and deploy. Keep the old pair as long as keys with its markers exist.',
  },
  {
    variables: { AUTH: 'jwt' },
    text: 'How callers authenticate: jwt (a bearer token of your issuer) or cam (the platform checks a signature of a Tencent account).',
  },
  {
    variables: { HTTP_AUTH_TYPE: 'NONE' },
    text: 'NONE passes every call to the function, which then checks the token; only with AUTH=jwt. CAM makes the platform refuse calls that are not signed.',
  },
  { section: 'Required for AUTH=jwt' },
  {
    variables: { JWT_ISSUER: 'https://id.example.com/' },
    text: 'The issuer of the tokens: exactly the claim iss.',
  },
  {
    variables: { JWT_AUDIENCE: 'tenant-keys' },
    text: 'The audience of the tokens: one value of the claim aud.',
  },
  {
    variables: { JWT_JWKS_URL: 'https://id.example.com/.well-known/jwks.json' },
    text: 'Where the issuer publishes its keys.',
  },
  { section: 'Optional: an empty value means the default' },
  {
    variables: { STATUS_STORE: '' },
    text: 'The bucket of COS that has the statuses of requests, such as cos://tenant-keys-statuses-1250000000: a name of yours with the APPID of the account. A deployment creates it. Without it, no statuses are kept, and callers learn what became of a request from events alone.',
  },
  {
    variables: { JWT_ALGORITHMS: '' },
    text: 'The accepted signature algorithms, from DEFAULT. All of them by default.',
  },
  {
    variables: { JWT_TENANT_CLAIM: '' },
    text: 'The claim with the tenants that a caller may act for, one or several. DEFAULT by default.',
  },
  {
    variables: { JWT_SCOPE_CLAIM: '' },
    text: 'The claim with the scopes of a token. By default scope and scp.',
  },
  {
    variables: { JWT_SERVICE_SCOPE: '' },
    text: 'The scope that allows a caller to act for every tenant. DEFAULT by default.',
  },
  {
    variables: { MESSAGE_KEYS: '' },
    text: 'Pairs like those of MARKER_KEYS. If set, messages of the queue must be signed with one of them; the first signs the messages of the HTTP API. Without them, anyone who can write to the topic can request keys.',
  },
  {
    variables: { MESSAGE_AGE_S_MAX: '' },
    text: 'The maximum age of such a signature in seconds. DEFAULT by default, a day. Older messages are parked, so set it to more than your longest outage.',
  },
  {
    variables: { STATUS_OF_QUEUE: '' },
    text: 'on or off: whether requests that come by the queue have statuses too. The default is DEFAULT.',
  },
  {
    variables: { KEYS_PER_TENANT_MAX: '' },
    text: 'How many keys a tenant may have; a request for one more is rejected. No limit by default, so that one tenant can use up the key quota of the account.',
  },
  {
    variables: { TOPICS_USER: '', TOPICS_PASSWORD: '' },
    text: 'The user of the functions at the brokers, if these require one, and their password. Set both or neither, in quotes if they have a #. The trigger gets them too.',
  },
  {
    variables: { TOPICS_SASL_MECHANISM: '' },
    text: 'How the password is checked: plain, scram-sha-256 or scram-sha-512. DEFAULT by default, which sends the password as it is.',
  },
  {
    variables: { TOPICS_TLS: '' },
    text: 'on if the connections to the brokers are encrypted. DEFAULT by default.',
  },
  {
    variables: { TOPICS_CA: '' },
    text: 'The authority that signed the certificates of the brokers, if it is not a public one: `openssl x509 -in ca.pem -outform DER | base64 -w0 | tr -d =`. Several are separated by commas.',
  },
  {
    variables: { DOCS_URL: '' },
    text: 'The URL under which this repository is published, such as https://git.example.com/tenant-keys/blob/main/. Errors, events and dead letters link to docs/ there.',
  },
  {
    variables: { ACCOUNT_UIN: '' },
    text: 'The account that owns the keys. Rarely needed: a deployment sets the account of its credentials, and refuses another one.',
  },
  {
    variables: { FORMER_ACCOUNT_UINS: '' },
    text: 'Numbers that ACCOUNT_UIN had by mistake, separated by commas. Keys that were created then are recognised.',
  },
  {
    variables: { RUNTIME: '' },
    text: 'Nodejs20.19 by default, or Nodejs24.11, Nodejs22.21, Nodejs18.15. If the platform refuses a later one, it is Nodejs20.19 or Nodejs18.15. The platform cannot change the runtime of a function, so a change needs new functions, and they have a new URL.',
  },
  {
    variables: { NAMESPACE: '' },
    text: "The functions' namespace; default by default.",
  },
  {
    variables: { VPC_ID: '', SUBNET_ID: '' },
    text: 'The network of the brokers, to run the functions inside it. Set both or neither.',
  },
  {
    variables: { PUBLIC_NET: '' },
    text: 'off if the functions reach KMS through a NAT gateway of their network; on by default.',
  },
  {
    variables: { CLS_LOGSET_ID: '', CLS_TOPIC_ID: '' },
    text: 'The CLS logset and topic for log lines. Set both or neither.',
  },
  {
    variables: { DEAD_LETTER_TYPE: '', DEAD_LETTER_NAME: '' },
    text: "The platform's own queue for calls of a timer that failed for good. Set both or neither. Only the vendor's console shows which types exist.",
  },
  {
    variables: { TOPIC_REPLICAS: '' },
    text: 'The number of replicas of each message: 3 by default, at most the number of brokers.',
  },
  {
    variables: { KEY_EVENTS_READERS: '' },
    text: 'The users that may read key-events besides TOPICS_USER, comma-separated. A deployment takes the right from all others.',
  },
  {
    variables: { API_ENDPOINT: '' },
    text: 'The address of the local cloud. Never set it for an account.',
  },
];

/** .env.example: what a deployment takes from `.env`. */
export function dotEnvExample(): string {
  const parts = ENTRIES.map((entry) => {
    if ('section' in entry) return `# --- ${entry.section} `.padEnd(LINE_LENGTH, '-');
    const lines = Object.entries(entry.variables).map(([name, example]) => `${name}=${example}`);
    return [commentOf(textOf(entry)), ...lines].join('\n');
  });
  return `${[commentOf(INTRODUCTION), ...parts].join('\n\n')}\n`;
}

const LINE_LENGTH = 100;

function textOf({ variables, text }: Extract<Entry, { text: string }>): string {
  const [name = ''] = Object.keys(variables);
  const { fallback } =
    (SETTINGS as Readonly<Record<string, { fallback?: string | undefined }>>)[name] ?? {};
  return text.replace('DEFAULT', fallback ?? 'DEFAULT');
}

/** Wraps a text at the length of a line. */
function commentOf(text: string): string {
  const lines = [''];
  for (const word of text.split(' ')) {
    const line = `${lines.at(-1)} ${word}`;
    if (line.length <= LINE_LENGTH) lines[lines.length - 1] = line;
    else lines.push(` ${word}`);
  }
  return lines.map((line) => `#${line}`).join('\n');
}
