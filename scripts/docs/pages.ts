import { commandReference } from './command-reference.ts';
import { configurationPage } from './configuration-page.ts';
import { declarationSchema } from './declaration-schema.ts';
import { dotEnvExample } from './dot-env-example.ts';
import { failuresPage } from './failures-page.ts';
import { localCloudActions } from './local-cloud-actions.ts';
import { localCloudSwitches } from './local-cloud-switches.ts';
import { monitoringFiles, monitoringSections } from './monitoring-sections.ts';
import { workedChanges } from './worked-changes.ts';

/** The pages of docs/ that are generated from tables in the code, by path. */
export const PAGES: Readonly<Record<string, string>> = {
  'docs/configuration.md': configurationPage(),
  'docs/failures.md': failuresPage(),
};

/** The parts of other pages that are generated, by path. Each stands between marks with its name. */
export const SECTIONS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'docs/command.md': { reference: commandReference() },
  'docs/local-cloud.md': { actions: localCloudActions(), switches: localCloudSwitches() },
  'docs/operations.md': { monitoring: monitoringSections() },
  'CONTRIBUTING.md': { 'worked changes': workedChanges() },
};

/** The files for deployments that are generated from tables. */
export const DEPLOYMENT_FILES: Readonly<Record<string, string>> = {
  '.env.example': dotEnvExample(),
  'deploy/serverless.schema.json': declarationSchema(),
  ...monitoringFiles(),
};
