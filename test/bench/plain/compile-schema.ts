import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';

/**
 * Compiles a schema as a function loads, which is what a validating middleware does with one: stands
 * in for the validators of `npm run generate`, and goes by the same options.
 *
 * @param schemas All that the schema may refer to, itself included.
 */
export function compileSchema(id: string, schemas: readonly object[]): ValidateFunction {
  const ajv = new Ajv2020({
    strict: true,
    ownProperties: true,
    allErrors: true,
    messages: false,
    formats: { 'date-time': true },
  });
  ajv.addVocabulary(['x-message']);
  for (const schema of schemas) ajv.addSchema(schema);
  const validate = ajv.getSchema(id);
  if (validate === undefined) throw new Error(`there is no schema ${id}`);
  return validate as ValidateFunction;
}
