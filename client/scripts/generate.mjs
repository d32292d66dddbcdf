// @ts-check

import { readFileSync, writeFileSync } from 'node:fs';
import openapiTS, { astToString } from 'openapi-typescript';

// Writes the types of the HTTP API, from the description that the API itself serves. With --check it
// writes nothing, and exits with 1 if they differ.

const DESCRIPTION = new URL('../../events/openapi.json', import.meta.url);
const TYPES = new URL('../src/generated/openapi.ts', import.meta.url);
const BANNER =
  '// Generated from events/openapi.json by `npm run generate` in client/. Do not edit.';

// The types of openapi-fetch lose arrays that are read-only.
const types = await openapiTS(JSON.parse(readFileSync(DESCRIPTION, 'utf8')));
const text = `${BANNER}\n\n${astToString(types)}`;

if (!process.argv.includes('--check')) writeFileSync(TYPES, text);
else if (readFileSync(TYPES, 'utf8') !== text) {
  process.stderr.write(
    'client/src/generated/openapi.ts is old: npm run generate --prefix client\n',
  );
  process.exitCode = 1;
}
