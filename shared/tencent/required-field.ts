import { ApiError } from '../tenant-key/api-error.ts';

/**
 * A field of an answer that we cannot do without; the SDK's types say of every field that it may be
 * missing. Throws the `ApiError` `UnreadableAnswer` when it is.
 */
export function requiredField<Answer extends object, Name extends keyof Answer & string>(
  answer: Answer,
  name: Name,
): NonNullable<Answer[Name]> {
  const value = answer[name];
  if (value === undefined || value === null) {
    throw new ApiError('UnreadableAnswer', { detail: `the answer has no ${name}` });
  }
  return value;
}
