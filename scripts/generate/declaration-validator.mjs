// @ts-check
import { Ajv } from 'ajv';
import standalone from 'ajv/dist/standalone/index.js';
import { transformSync } from 'esbuild';
import { selfContained, withoutAnnotations } from './validators.mjs';

const FOLDER = 'deploy/declaration/generated';

const BANNER =
  '// Generated from deploy/serverless.schema.json by `npm run generate`. Do not edit.';

/**
 * The validator of `serverless.yml`: an ES module without imports, and its declarations. So a deployment
 * judges the file by the schema that editors have. It is minified, since ajv writes some six thousand lines.
 *
 * @param {string} schemaText
 * @returns {import('./contracts.mjs').Files}
 */
export function declarationValidatorFiles(schemaText) {
  const { $comment: _, $id, ...schema } = withoutAnnotations(JSON.parse(schemaText));
  const code = { source: true, esm: true, lines: true };
  const ajv = new Ajv({
    inlineRefs: false,
    ownProperties: true,
    allErrors: true,
    messages: false,
    code,
  });
  ajv.addSchema({ ...schema, $id });
  const validator = selfContained(standalone.default(ajv, { validateDeclaration: $id }));
  const [copied] = validator.split('\n');
  const js = transformSync(validator, { minify: true, lineLimit: 120 }).code;
  return {
    [`${FOLDER}/validate-declaration.js`]: `${BANNER}\n${copied}\n// @ts-nocheck\n${js}`,
    [`${FOLDER}/validate-declaration.d.ts`]: `${BANNER}\n${DECLARATIONS}`,
  };
}

const DECLARATIONS = `
/** Whether a file matches the schema. If not, \`errors\` has the place of every rule that it breaks. */
export declare const validateDeclaration: {
  (value: unknown): boolean;
  /** \`instancePath\` is a JSON pointer. */
  errors?: readonly { readonly instancePath: string }[] | null;
};
`;
