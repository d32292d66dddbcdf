export type Flag = {
  readonly name: `--${string}`;
  /** A shorter spelling. */
  readonly short?: `-${string}`;
  readonly summary: string;
  /** The name of its value in the help; absent when it takes none. A `FILE` is completed as a path. */
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
  /** A value may begin with `--`, which is otherwise taken for the next flag. */
  readonly mayBeginWithDashes?: true;
  /** The end of a sentence that begins with `must be`. */
  readonly demand: string;
  /** All valid values, if they are few. */
  readonly choices?: readonly string[];
};

export const ID_RULE: Rule = {
  pattern: /^dl_[\w-]{1,43}$/,
  demand: 'an id as dead-letters list prints it, such as dl_3q27wAbCd',
};

export const TEXT: Flag = {
  name: '--text',
  summary: 'with the text of the request, which the platform may then log',
};

/** The flags that select dead letters. */
export const SELECTION: readonly Flag[] = [
  {
    name: '--code',
    summary: 'with this error code or family; repeatable',
    value: 'CODE',
    example: 'LimitExceeded',
    isRepeatable: true,
    rule: { pattern: /^[A-Za-z][\w.-]{0,127}$/, demand: 'a code such as LimitExceeded' },
  },
  {
    name: '--tenant',
    summary: 'of this tenant',
    value: 'TENANT',
    example: 'acme',
    rule: { pattern: /^[ -~]{1,128}$/, demand: 'a tenant id such as acme' },
  },
  {
    name: '--stage',
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
  {
    name: '--state',
    summary: 'parked, waiting or all; default: parked, unless --id',
    value: 'STATE',
    example: 'waiting',
    rule: {
      pattern: /^(?:parked|waiting|all)$/,
      demand: 'parked, waiting or all',
      choices: ['parked', 'waiting', 'all'],
    },
  },
  {
    name: '--older-than',
    summary: 'first seen at least this long ago: 90s, 15m, 2h, 3d',
    value: 'SPAN',
    example: '2h',
    rule: {
      pattern: /^(?:[0-9]{1,5}[smh]|[0-9]{1,4}d)$/,
      demand: 'a number with s, m, h or d for seconds, minutes, hours or days, such as 2h',
    },
  },
  {
    name: '--id',
    summary: 'this one, by its id or the start of it; repeatable',
    value: 'ID',
    example: 'dl_3q27wAbCd',
    isRepeatable: true,
    rule: ID_RULE,
  },
  {
    name: '--limit',
    summary: 'at most this many, oldest first',
    value: 'N',
    example: '20',
    rule: { pattern: /^0{0,9}[1-9][0-9]{0,5}$/, demand: 'a whole number from 1 to 999999' },
  },
  { name: '--all', summary: 'every one in that state' },
];

/** The same for what waits. The state may be given, as in the list before it. */
export const WAITING_SELECTION: readonly Flag[] = SELECTION.map((flag) =>
  flag.name === '--state'
    ? {
        name: '--state',
        summary: 'waiting, which is also the default',
        value: 'STATE',
        example: 'waiting',
        rule: { pattern: /^waiting$/, demand: 'waiting', choices: ['waiting'] },
      }
    : flag,
);

const REASON_RULE: Rule = {
  pattern: /^(?=.*\S)[^\p{C}\p{Zl}\p{Zp}]{1,200}$/u,
  demand: 'a line of at most 200 characters',
};

export const REASON: Flag = {
  name: '--reason',
  summary: 'why, in one line; kept in the audit event',
  value: 'TEXT',
  example: '"requested twice"',
  rule: REASON_RULE,
};

export const TENANTS_FILE: Flag = {
  name: '--tenants',
  summary: 'every tenant: one id a line, or a JSON array; - reads stdin',
  value: 'FILE',
  example: 'tenants.txt',
};

/** A hash is base64url. */
export const PLAN_HASH: Flag = {
  name: '--plan',
  summary: 'the hash that fleet check printed',
  value: 'HASH',
  example: 'HASH',
  rule: {
    pattern: /^[\w-]{43}$/,
    mayBeginWithDashes: true,
    demand: 'the 43 characters that fleet check printed',
  },
};

export const WATCH: Flag = {
  name: '--watch',
  summary: 'show it again every few seconds, until Ctrl-C',
};

/** As `events/` has it for a request. */
export const TENANT_RULE: Rule = {
  pattern: /^[!-~]{1,128}$/,
  demand: 'a tenant id such as acme or auth0|5f7c: 1 to 128 characters of ASCII without a space',
};

export const BLOCK_REASON: Flag = {
  name: '--reason',
  summary: 'why, in one line; kept with the block and in its event',
  value: 'TEXT',
  example: '"asks for too much"',
  rule: REASON_RULE,
};

export const PLAN_ONLY: Flag = {
  name: '--plan',
  summary: 'show what would change, and change nothing',
};

export const REPLACE_FUNCTIONS: Flag = {
  name: '--replace-functions',
  summary: 'for another runtime: delete functions and create them again, with new URLs',
};

export const ROLLBACK: Flag = {
  name: '--rollback',
  summary: 'put back the code that the last deployment replaced',
};

export const YES: Flag = { name: '--yes', summary: 'do not ask for confirmation' };

/** The flags that say for which tenants a token is. */
export const TOKEN_TENANTS: readonly Flag[] = [
  {
    name: '--tenant',
    summary: 'a token that may act for this tenant',
    value: 'TENANT',
    example: 'acme',
    rule: TENANT_RULE,
  },
  {
    name: '--tenants',
    summary: 'a token that may act for each of these tenants',
    value: 'LIST',
    example: 'acme,globex',
    rule: {
      pattern: /^[!-+\--~]{1,128}$/,
      isList: true,
      demand: 'tenant ids separated by commas, such as acme,globex',
    },
  },
  { name: '--service', summary: 'a token that may act for every tenant, as pipelines do' },
];

export const ENDPOINT: Flag = {
  name: '--endpoint',
  summary: 'address of the API; or TENANT_KEYS_ENDPOINT',
  value: 'URL',
  example: 'http://127.0.0.1:4700',
  rule: {
    pattern:
      /^(?:https:\/\/[^/?#@\s]+|http:\/\/(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])(?::\d+)?)\/?$/,
    demand: 'https, or http on this machine like http://127.0.0.1:4700',
  },
};

export const REGION: Flag = {
  name: '--region',
  summary: 'region of the functions; or TENCENTCLOUD_REGION',
  value: 'REGION',
  example: 'ap-guangzhou',
  rule: {
    pattern: /^[a-z]{2,3}(?:-[a-z0-9]{1,20}){1,3}$/,
    demand: 'a region such as ap-guangzhou',
  },
};

/** The flags that give the target. */
export const TARGET_FLAGS: readonly Flag[] = [
  {
    name: '--target',
    summary: 'cloud or local; default: local for a loopback endpoint',
    value: 'TARGET',
    example: 'local',
    rule: {
      pattern: /^(?:cloud|local)$/,
      demand: 'cloud or local',
      choices: ['cloud', 'local'],
    },
  },
  ENDPOINT,
  REGION,
  {
    name: '--namespace',
    summary: 'namespace of the functions; default: default',
    value: 'NAME',
    example: 'default',
    rule: { pattern: /^[A-Za-z][\w-]{0,59}$/, demand: 'a namespace such as default' },
  },
];

/** The flags of every verb. */
export const GENERAL_FLAGS: readonly Flag[] = [
  ...TARGET_FLAGS,
  { name: '--json', summary: 'print only the answer, as one line of JSON' },
  { name: '--help', short: '-h', summary: 'print help; also after a noun or a verb' },
  { name: '--version', short: '-v', summary: 'print the version' },
];
