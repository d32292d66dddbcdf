/** The flags of the verbs without a noun. Some have another meaning after a noun. */
export const DEPLOYMENT_FLAGS: ReadonlyMap<string, Flag> = new Map<string, Flag>([
  ['--plan', { summary: 'show what would change, and change nothing' }],
  [
    '--replace-functions',
    { summary: 'for another runtime: delete functions and create them again, with new URLs' },
  ],
  ['--yes', { summary: 'do not ask for confirmation' }],
  [
    '--tenant',
    {
      summary: 'a token that may act for this tenant',
      value: 'TENANT',
      example: 'acme',
      rule: { pattern: /^[a-z0-9-]{1,36}$/, demand: 'a tenant id such as acme' },
    },
  ],
  [
    '--tenants',
    {
      summary: 'a token that may act for each of these tenants',
      value: 'LIST',
      example: 'acme,globex',
      rule: {
        pattern: /^[a-z0-9-]{1,36}$/,
        isList: true,
        demand: 'tenant ids separated by commas, such as acme,globex',
      },
    },
  ],
  ['--service', { summary: 'a token that may act for every tenant, as pipelines do' }],
]);

export type Flag = {
  readonly summary: string;
  /** The name of its value in the help; absent when it takes none. */
  readonly value?: string;
  /** A valid value. */
  readonly example?: string;
  readonly isRepeatable?: true;
  readonly rule?: Rule;
};

/** The form of a value. */
export type Rule = {
  /** Matches the value, or each part of a list. */
  readonly pattern: RegExp;
  /** The value is a list separated by commas. */
  readonly isList?: true;
  /** The end of a sentence that begins with `must be`. */
  readonly demand: string;
  /** All valid values, if they are few. */
  readonly choices?: readonly string[];
};

export const ID_RULE: Rule = {
  pattern: /^[\w-]{1,64}$/,
  demand: 'an id as dead-letters list prints it',
};

/** The flags of the verbs with a noun, and those of every verb. */
export const FLAGS: ReadonlyMap<string, Flag> = new Map<string, Flag>([
  [
    '--code',
    {
      summary: 'parked with this error code or family; repeatable',
      value: 'CODE',
      example: 'LimitExceeded',
      isRepeatable: true,
      rule: { pattern: /^[A-Za-z][\w.-]{0,127}$/, demand: 'a code such as LimitExceeded' },
    },
  ],
  [
    '--tenant',
    {
      summary: 'of this tenant',
      value: 'TENANT',
      example: 'acme',
      rule: { pattern: /^[ -~]{1,64}$/, demand: 'a tenant id such as acme' },
    },
  ],
  [
    '--stage',
    {
      summary: 'failed at parse, create, tag or announce; repeatable',
      value: 'STAGE',
      example: 'tag',
      isRepeatable: true,
      rule: {
        pattern: /^(?:parse|create|tag|announce)$/,
        demand: 'parse, create, tag or announce',
        choices: ['parse', 'create', 'tag', 'announce'],
      },
    },
  ],
  [
    '--older-than',
    {
      summary: 'first parked at least this long ago: 90s, 15m, 2h, 3d',
      value: 'SPAN',
      example: '2h',
      rule: {
        pattern: /^(?:[0-9]{1,5}[smh]|[0-9]{1,4}d)$/,
        demand: 'a number with s, m, h or d for seconds, minutes, hours or days, such as 2h',
      },
    },
  ],
  [
    '--id',
    {
      summary: 'this one, by its id or the start of it; repeatable',
      value: 'ID',
      example: '3q2-7wAbCdEf',
      isRepeatable: true,
      rule: ID_RULE,
    },
  ],
  [
    '--limit',
    {
      summary: 'at most this many, oldest first',
      value: 'N',
      example: '20',
      rule: { pattern: /^0{0,9}[1-9][0-9]{0,5}$/, demand: 'a whole number from 1 to 999999' },
    },
  ],
  ['--all', { summary: 'every dead letter' }],
  [
    '--reason',
    {
      summary: 'why, in one line; kept in the audit event',
      value: 'TEXT',
      example: '"requested twice"',
      rule: {
        pattern: /^(?=.*\S)[^\p{C}\p{Zl}\p{Zp}]{1,200}$/u,
        demand: 'a line of at most 200 characters',
      },
    },
  ],
  [
    '--tenants',
    {
      summary: 'every tenant: one id a line, or a JSON array; - reads stdin',
      value: 'FILE',
      example: 'tenants.txt',
    },
  ],
  [
    '--plan',
    {
      summary: 'the hash that fleet check printed',
      value: 'HASH',
      example: 'HASH',
      rule: { pattern: /^[\w-]{43}$/, demand: 'the 43 characters that fleet check printed' },
    },
  ],
  [
    '--target',
    {
      summary: 'cloud or local; default: local for a loopback endpoint',
      value: 'TARGET',
      example: 'local',
      rule: {
        pattern: /^(?:cloud|local)$/,
        demand: 'cloud or local',
        choices: ['cloud', 'local'],
      },
    },
  ],
  [
    '--endpoint',
    {
      summary: 'address of the API; or TENANT_KEYS_ENDPOINT',
      value: 'URL',
      example: 'http://127.0.0.1:4700',
      rule: { pattern: /^https?:\/\/[^/?#@\s]+\/?$/, demand: 'like http://127.0.0.1:4700' },
    },
  ],
  [
    '--region',
    {
      summary: 'region of the functions; or TENCENTCLOUD_REGION',
      value: 'REGION',
      example: 'ap-guangzhou',
      rule: {
        pattern: /^[a-z]{2,3}(?:-[a-z0-9]{1,20}){1,3}$/,
        demand: 'a region such as ap-guangzhou',
      },
    },
  ],
  [
    '--namespace',
    {
      summary: 'namespace of the functions; default: default',
      value: 'NAME',
      example: 'default',
      rule: { pattern: /^[A-Za-z][\w-]{0,59}$/, demand: 'a namespace such as default' },
    },
  ],
  ['--json', { summary: 'print only the answer, as one line of JSON' }],
  ['--help', { summary: 'print help; also after a noun or a verb' }],
  ['--version', { summary: 'print the version' }],
]);

/** The flags of every verb. */
export const GENERAL_FLAGS: readonly string[] = [
  '--target',
  '--endpoint',
  '--region',
  '--namespace',
  '--json',
  '--help',
  '--version',
];
