import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';

/**
 * Compiles a schema when the function loads, as a validating middleware does. It replaces the
 * validators of `npm run generate` and uses the same options.
 */
export function compileSchema(schema: object): ValidateFunction {
  const ajv = new Ajv2020({
    strict: true,
    ownProperties: true,
    allErrors: true,
    messages: false,
    formats: { 'date-time': true, uri: true },
  });
  ajv.addVocabulary(['x-message', 'x-specification']);
  return ajv.compile(schema);
}
