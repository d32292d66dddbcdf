// Generated from deploy/serverless.schema.json by `npm run generate`. Do not edit.

/** Whether a file matches the schema. If not, `errors` has the place of every rule that it breaks. */
export declare const validateDeclaration: {
  (value: unknown): boolean;
  /** `instancePath` is a JSON pointer. */
  errors?: readonly { readonly instancePath: string }[] | null;
};
