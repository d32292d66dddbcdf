import { configurationPage } from './configuration-page.ts';
import { failuresPage } from './failures-page.ts';

/** The pages of docs/ that are generated from tables in the code, by path. */
export const PAGES: Readonly<Record<string, string>> = {
  'docs/configuration.md': configurationPage(),
  'docs/failures.md': failuresPage(),
};
