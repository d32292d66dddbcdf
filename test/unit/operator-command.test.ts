import { expect, test } from 'vitest';
import { refusedBy } from '../../shared/operator-command.ts';
import { ApiError } from '../../shared/tenant-key/api-error.ts';

test.each([
  [
    'UnauthorizedOperation',
    "The role lacks the permission for this call. Nothing was changed. Grant the function's role the action that the log names, then redrive what was parked.",
  ],
  ['ServiceUnavailable', 'The cloud is unavailable. Nothing was changed. Try again.'],
])('the refusal of a command that met %s says what to do', (code, detail) => {
  const error = new ApiError(code, { detail: 'for the log' });
  expect(refusedBy(error)).toEqual({ refused: { code, detail } });
});

test('an error of our own code is rethrown', () => {
  expect(() => refusedBy(new TypeError('ours'))).toThrow('ours');
});
