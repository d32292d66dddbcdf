import { expect, test } from 'vitest';
import { commandText } from '../../cli/report/style.ts';

// A command that is proposed can be copied into a shell as it stands.
test.each<[string, string]>([
  ['acme', 'acme'],
  ['auth0|5f7c', "'auth0|5f7c'"],
  ["o'neill", "'o'\\''neill'"],
  ['=acme', "'=acme'"],
  ['a=b', 'a=b'],
  ['~acme', "'~acme'"],
  ['$(reboot)', "'$(reboot)'"],
])('of an id %s, the proposed command has %s', (id, word) => {
  expect(commandText('tenant-keys', ['keys', 'list', id], 80)).toContain(`keys list ${word}`);
});
