import { expect, test } from 'vitest';
import { refusedBy } from '../../shared/operator-command.ts';
import { ApiError } from '../../shared/tenant-key/api-error.ts';

test.each([
  [
    'UnauthorizedOperation',
    "The role lacks the permission for this call. Nothing was changed. Grant the function's role the action that the log names. Run the command again.",
  ],
  ['ServiceUnavailable', 'The cloud is unavailable. Nothing was changed. Try again.'],
  [
    'DeadlineExceeded',
    "There was not enough time left before the message's deadline. Nothing was changed. Run the command again.",
  ],
])('the refusal of a command that met %s says what to do', (code, detail) => {
  const error = new ApiError(code, { detail: 'for the log' });
  expect(refusedBy(error)).toEqual({ refused: { code, detail } });
});

test.each([
  [
    'TopicsUserRefused',
    'The brokers refused the user or the password of the functions. The topic is key-dead-letters. Nothing was changed. Correct TOPICS_USER, TOPICS_PASSWORD and TOPICS_SASL_MECHANISM, then deploy. Run the command again.',
  ],
  [
    'TopicsUntrusted',
    'The certificate of the brokers is not trusted. The topic is key-dead-letters. Nothing was changed. Set TOPICS_CA to the authority that signed it, use the host names in it in TOPICS_URL, or have it renewed. Then deploy. Run the command again.',
  ],
  [
    'TopicForbidden',
    'The brokers do not let the user of the functions use the topic. The topic is key-dead-letters. Nothing was changed. Allow TOPICS_USER to read and write the topic. Run the command again.',
  ],
  [
    'TopicMissing',
    'The brokers do not have the topic. The topic is key-dead-letters. Nothing was changed. Run tenant-keys deploy, which creates the topic. Run the command again.',
  ],
])('the refusal of a command that met %s names the topic', (code, detail) => {
  const error = new ApiError(code, { detail: 'for the log', topic: 'key-dead-letters' });
  expect(refusedBy(error)).toEqual({ refused: { code, detail } });
});

test('an error of our own code is rethrown', () => {
  expect(() => refusedBy(new TypeError('ours'))).toThrow('ours');
});
