// @ts-check
// Modelina makes models of the messages in four languages. usage: modelina.mjs FILE OUT_DIR. Prints how many it makes in each
// language, and how many of them it has to invent a name for.
import { mkdirSync, writeFileSync } from 'node:fs';
import {
  GoGenerator,
  JavaGenerator,
  PythonGenerator,
  TypeScriptGenerator,
} from '@asyncapi/modelina';
import { fromFile, Parser } from '@asyncapi/parser';

const [file = '', out = ''] = process.argv.slice(2);
const { document } = await fromFile(new Parser(), file).parse();
if (document === undefined) throw new Error(`${file} is no document of AsyncAPI.`);
const GENERATORS = {
  ts: new TypeScriptGenerator({ modelType: 'interface' }),
  py: new PythonGenerator(),
  java: new JavaGenerator(),
  go: new GoGenerator(),
};
const said = [];
for (const [extension, generator] of Object.entries(GENERATORS)) {
  const options = /** @type {any} */ ({ packageName: 'models', exportType: 'named' });
  const models = await generator.generateCompleteModels(/** @type {any} */ (document), options);
  mkdirSync(`${out}/${extension}`, { recursive: true });
  for (const { modelName, result } of models) {
    writeFileSync(`${out}/${extension}/${modelName}.${extension}`, result);
  }
  // A generator has no file of its own for what it writes as a plain type of the language.
  const nameless = models.filter(({ modelName }) => /anonymous/i.test(modelName));
  said.push(`${extension} ${nameless.length}`);
}
process.stdout.write(`without a name: ${said.join(', ')}\n`);
