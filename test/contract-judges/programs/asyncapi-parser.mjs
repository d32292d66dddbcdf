// @ts-check
// The official parser reads a document of AsyncAPI. usage: asyncapi-parser.mjs FILE. Prints what it finds, and exits with 1 if it
// finds an error or a warning.
import { fromFile, Parser } from '@asyncapi/parser';

const [file = ''] = process.argv.slice(2);
const { document, diagnostics } = await fromFile(new Parser(), file).parse();
const WARNING = 1;
const found = diagnostics.filter(({ severity }) => severity <= WARNING);
for (const { code, path, message } of found) {
  process.stdout.write(`${code} at ${path.join('.')}: ${message}\n`);
}
if (document === undefined || found.length > 0) process.exitCode = 1;
