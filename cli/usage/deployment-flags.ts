import type { Flag } from './flags.ts';

/** The flags of the verbs without a noun. Some mean something else after a noun. */
export const DEPLOYMENT_FLAGS: ReadonlyMap<string, Flag> = new Map<string, Flag>([
  ['--plan', { summary: 'show what would be changed, and change nothing' }],
  [
    '--target',
    {
      summary: 'cloud, or local for the one that npm start runs; cloud by default',
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
