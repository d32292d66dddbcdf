import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';

/**
 * Compiles a schema when the function loads, as a validating middleware does. It replaces the
 * validators of `npm run generate` and uses the same options.
 *
 * @param schemas All schemas that the schema refers to, itself included.
 */
export function compileSchema(id: string, schemas: readonly object[]): ValidateFunction {
  const ajv = new Ajv2020({
    strict: true,
    ownProperties: true,
    allErrors: true,
    messages: false,
    formats: { 'date-time': true },
  });
  ajv.addVocabulary(['x-message', 'x-specification']);
  for (const schema of schemas) ajv.addSchema(schema);
  const validate = ajv.getSchema(id);
  if (validate === undefined) throw new Error(`there is no schema ${id}`);
  return validate as ValidateFunction;
}
