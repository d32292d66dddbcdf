import { configurationPage } from './configuration-page.ts';
import { declarationSchema } from './declaration-schema.ts';
import { dotEnvExample } from './dot-env-example.ts';
import { failuresPage } from './failures-page.ts';

/** The pages of docs/ that are generated from tables in the code, by path. */
export const PAGES: Readonly<Record<string, string>> = {
  'docs/configuration.md': configurationPage(),
  'docs/failures.md': failuresPage(),
};

/** The files for `serverless.yml` that are generated from the same tables. */
export const DEPLOYMENT_FILES: Readonly<Record<string, string>> = {
  '.env.example': dotEnvExample(),
  'deploy/serverless.schema.json': declarationSchema(),
};
