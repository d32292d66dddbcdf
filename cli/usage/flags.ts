/** The flags of the verbs without a noun. Some mean something else after a noun. */
export const DEPLOYMENT_FLAGS: ReadonlyMap<string, Flag> = new Map<string, Flag>([
  ['--plan', { summary: 'show what would be changed, and change nothing' }],
  [
    '--replace-functions',
    { summary: 'where the runtime changes: make functions anew, with other URLs' },
  ],
  ['--yes', { summary: 'do not ask' }],
  [
    '--tenant',
    {
      summary: 'one that may act for this tenant',
      value: 'TENANT',
      example: 'acme',
      rule: { pattern: /^[a-z0-9-]{1,36}$/, demand: "a tenant's id such as acme" },
    },
  ],
  [
    '--tenants',
    {
      summary: 'one that may act for each of these',
      value: 'LIST',
      example: 'acme,globex',
      rule: {
        pattern: /^[a-z0-9-]{1,36}$/,
        isList: true,
        demand: "tenants' ids with commas between them, such as acme,globex",
      },
    },
  ],
  ['--service', { summary: 'one that may act for every tenant, as pipelines do' }],
]);

export type Flag = {
  readonly summary: string;
  /** What stands for its value in the help; absent when it takes none. */
  readonly value?: string;
  /** A value that is right. */
  readonly example?: string;
  readonly isRepeatable?: true;
  readonly rule?: Rule;
};

/** What a value must look like. */
export type Rule = {
  /** Of the value, or of each of its parts where it is a list. */
  readonly pattern: RegExp;
  /** The value is a list with commas. */
  readonly isList?: true;
  /** As the end of a sentence that begins with `must be`. */
  readonly demand: string;
  /** All values that there are, if they are few. */
  readonly choices?: readonly string[];
};

export const ID_RULE: Rule = {
  pattern: /^[\w-]{1,64}$/,
  demand: 'an id as dead-letters list prints it',
};

/** Every flag that there is. */
export const FLAGS: ReadonlyMap<string, Flag> = new Map<string, Flag>([
  [
    '--code',
    {
      summary: 'parked with this code or family; may be given again',
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
      rule: { pattern: /^[ -~]{1,64}$/, demand: "a tenant's id such as acme" },
    },
  ],
  [
    '--stage',
    {
      summary: 'failed at parse, create, tag, announce; may be given again',
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
      summary: 'parked for so long at least, such as 90s, 15m, 2h or 3d',
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
      summary: 'this letter, by the beginning of its id; may be given again',
      value: 'ID',
      example: '3q2-7wAbCdEf',
      isRepeatable: true,
      rule: ID_RULE,
    },
  ],
  [
    '--limit',
    {
      summary: 'the first so many, oldest first',
      value: 'N',
      example: '20',
      rule: { pattern: /^0{0,9}[1-9][0-9]{0,5}$/, demand: 'a whole number from 1 to 999999' },
    },
  ],
  ['--all', { summary: 'every letter' }],
  [
    '--reason',
    {
      summary: 'why, in a line; the audit event keeps it',
      value: 'TEXT',
      example: '"asked for twice"',
      rule: {
        pattern: /^(?=.*\S)[^\p{C}\p{Zl}\p{Zp}]{1,200}$/u,
        demand: 'a line of at most 200 characters',
      },
    },
  ],
  [
    '--tenants',
    {
      summary: 'all tenants that there are: an id a line, or a JSON array; - is stdin',
      value: 'FILE',
      example: 'tenants.txt',
    },
  ],
  [
    '--plan',
    {
      summary: 'the hash of the plan that fleet check printed',
      value: 'HASH',
      example: 'HASH',
      rule: { pattern: /^[\w-]{43}$/, demand: 'the 43 characters that fleet check printed' },
    },
  ],
  [
    '--target',
    {
      summary: 'cloud or local; by default local for a loopback endpoint',
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
      summary: 'the local cloud, or another host; or TENANT_KEYS_ENDPOINT',
      value: 'URL',
      example: 'http://127.0.0.1:4700',
      rule: { pattern: /^https?:\/\/[^/?#@\s]+\/?$/, demand: 'like http://127.0.0.1:4700' },
    },
  ],
  [
    '--region',
    {
      summary: 'where the functions are; or TENCENTCLOUD_REGION',
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
      summary: 'the namespace of the functions; default by default',
      value: 'NAME',
      example: 'default',
      rule: { pattern: /^[A-Za-z][\w-]{0,59}$/, demand: 'a namespace such as default' },
    },
  ],
  ['--json', { summary: 'print the answer alone, as a line of JSON' }],
  ['--help', { summary: 'say this; also after a noun or a verb' }],
  ['--version', { summary: 'say which release this is' }],
]);

/** The flags that go with every verb. */
export const GENERAL_FLAGS: readonly string[] = [
  '--target',
  '--endpoint',
  '--region',
  '--namespace',
  '--json',
  '--help',
  '--version',
];
