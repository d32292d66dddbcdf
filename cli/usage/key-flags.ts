import { type Flag, type Rule, TENANT_RULE } from './flags.ts';

// What the verbs of the noun keys take.

/** The same in a path, which would leave out dots alone. */
export const PATH_TENANT_RULE: Rule = {
  ...TENANT_RULE,
  pattern: /^(?!\.{1,2}$)[!-~]{1,128}$/,
  demand: `${TENANT_RULE.demand}, and not dots alone`,
};

/** As `events/` has both for a request, in a path. */
export const KEY_RULE: Rule = {
  pattern: /^(?!\.{1,2}\/)[!-~]{1,128}\/[a-z0-9](?:[a-z0-9-]{0,20}[a-z0-9])?$/,
  demand:
    'a tenant without a space and the name of its key, such as acme/main: the name has lower-case letters, digits and inner hyphens',
};

/** What `keys wait` takes is read with its tenant. */
export const AWAITED_RULE: Rule = {
  pattern: /^[!-~]{1,2000}$/,
  demand: 'a key such as acme/main, or a Location of an answer',
};

export const TIMEOUT: Flag = {
  name: '--timeout',
  summary: 'how long to wait: 30s, 10m, 2h; default: 5m',
  value: 'SPAN',
  example: '10m',
  rule: {
    pattern: /^[1-9][0-9]{0,4}[smh]$/,
    demand: 'a number with s, m or h for seconds, minutes or hours, such as 10m',
  },
};

export const REQUEST_TENANT: Flag = {
  name: '--tenant',
  summary: 'the tenant of a request that is given by its id',
  value: 'TENANT',
  example: 'acme',
  rule: PATH_TENANT_RULE,
};

/** As `events/` has it for a request. */
const REQUEST_ID_RULE: Rule = {
  pattern: /^[A-Za-z0-9._:-]{1,64}$/,
  demand: '1 to 64 letters, digits, dots, colons, hyphens or underscores',
};

export const AWAITED_REQUEST: Flag = {
  name: '--request',
  summary: 'the request for the key; needed to see a rejection',
  value: 'ID',
  example: 'req-2026-0001',
  rule: REQUEST_ID_RULE,
};

const USAGE_RULE: Rule = {
  pattern: /^[A-Z0-9_]{1,64}$/,
  demand: 'a usage such as ENCRYPT_DECRYPT',
};

/** The flags of a request, which are the fields of the contract. */
export const KEY_REQUEST: readonly Flag[] = [
  {
    name: '--key-usage',
    summary: 'what the key can do; default: ENCRYPT_DECRYPT',
    value: 'USAGE',
    example: 'ASYMMETRIC_SIGN_VERIFY_ECC',
    rule: USAGE_RULE,
  },
  {
    name: '--origin',
    summary: 'TENCENT_KMS or EXTERNAL; default: TENCENT_KMS',
    value: 'ORIGIN',
    example: 'EXTERNAL',
    rule: {
      pattern: /^(?:TENCENT_KMS|EXTERNAL)$/,
      demand: 'TENCENT_KMS or EXTERNAL',
      choices: ['TENCENT_KMS', 'EXTERNAL'],
    },
  },
  {
    name: '--description',
    summary: 'a description for KMS',
    value: 'TEXT',
    example: '"archive of the EU branch"',
    rule: { pattern: /^[\s\S]{1,1024}$/, demand: 'a text of at most 1024 characters' },
  },
  {
    name: '--tag',
    summary: 'a tag of the key; repeatable',
    value: 'KEY=VALUE',
    example: 'team=storage',
    isRepeatable: true,
    rule: {
      pattern: /^[^=]{1,127}=[\s\S]{0,255}$/,
      demand: 'a name and a value, such as team=storage',
    },
  },
  {
    name: '--hsm-cluster-id',
    summary: 'the HSM cluster of the key',
    value: 'ID',
    example: 'cls-hsm-1a2b3c4d',
    rule: { pattern: /^[!-~]{1,64}$/, demand: 'the id of a cluster' },
  },
  {
    name: '--request-id',
    summary: 'the id of the request; default: a new one',
    value: 'ID',
    example: 'req-2026-0001',
    rule: REQUEST_ID_RULE,
  },
  { name: '--async', summary: 'put it into the queue, without an attempt at once' },
  { name: '--wait', summary: 'wait for its end; send it again after a temporary failure' },
];

/** The filters of a list of keys. */
export const KEY_FILTERS: readonly Flag[] = [
  {
    name: '--state',
    summary: 'only keys in this state, such as Enabled',
    value: 'STATE',
    example: 'Enabled',
    rule: {
      pattern: /^(?:Enabled|Disabled|PendingDelete|PendingImport|Archived)$/,
      demand: 'Enabled, Disabled, PendingDelete, PendingImport or Archived',
      choices: ['Enabled', 'Disabled', 'PendingDelete', 'PendingImport', 'Archived'],
    },
  },
  {
    name: '--usage',
    summary: 'only keys for this usage',
    value: 'USAGE',
    example: 'ENCRYPT_DECRYPT',
    rule: USAGE_RULE,
  },
  {
    name: '--limit',
    summary: 'at most this many keys, oldest first',
    value: 'N',
    example: '20',
    rule: { pattern: /^0{0,9}[1-9][0-9]{0,5}$/, demand: 'a whole number from 1 to 999999' },
  },
];
