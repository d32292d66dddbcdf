import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parseRequest } from '../../shared/tenant-key/parse.ts';

const VALID = { requestId: 'r-1', tenantId: 'acme', keyName: 'main' };

const events = new URL('../../events/', import.meta.url);
const COMMANDS = ['key-request', 'dead-letters-command', 'fleet-command', 'oversight-command'].map(
  (name) => `${name}.schema.json`,
);

/** Internal addresses in the forms that HTTP clients accept. */
const ADDRESSES = [
  ...['http://169.254.0.23/latest/meta-data/', 'http://169.254.169.254/', 'http://2852039166/'],
  ...['http://[::ffff:169.254.0.23]/', 'http://127.1/', 'http://localhost:4700/reset'],
  ...['file:///etc/passwd', 'gopher://127.0.0.1:6379/_', '//metadata.tencentyun.com/'],
];

/** Each schema inside a schema that lists fields. */
function objectsIn(schema: unknown): readonly Record<string, any>[] {
  if (typeof schema !== 'object' || schema === null) return [];
  const inner = Object.values(schema).flatMap(objectsIn);
  return 'properties' in schema ? [schema, ...inner] : inner;
}

describe('no sender can name an address to be called', () => {
  test.each([
    ...['callback', 'callbackUrl', 'callback_url', 'webhook', 'webhookUrl', 'notify', 'replyTo'],
    ...['url', 'uri', 'endpoint', 'jku', 'x5u', 'jwksUrl', '$ref', '$schema', 'dataref'],
  ])('in a field %s of a request', (field) => {
    for (const address of ADDRESSES) {
      expect(parseRequest(JSON.stringify({ ...VALID, [field]: address }))).toMatchObject({
        ok: false,
        failed: { problems: [{ pointer: `#/${field}` }] },
      });
    }
  });

  test.each(COMMANDS)('in %s, whose fields are fixed, and none is an address', (name) => {
    // The definitions have answers, which may name our own addresses.
    const { $defs: _, ...sent } = JSON.parse(readFileSync(new URL(name, events), 'utf8'));
    const text = JSON.stringify(sent, undefined, 1);
    expect(text).not.toMatch(/"format": "(?:uri|iri|hostname|ip)/);
    const objects = objectsIn(JSON.parse(text));
    expect(objects.length).toBeGreaterThan(0);
    const names = objects.flatMap(({ properties }) => Object.keys(properties));
    expect(
      names.filter((each) => /ur[il]|host|address|endpoint|callback|hook/i.test(each)),
    ).toEqual([]);
  });

  test('and these are the contracts of all input', () => {
    const folder = readdirSync(events).filter((name) => /request|command/.test(name));
    const answers = ['request-status.schema.json'];
    expect(folder.sort()).toEqual([...COMMANDS, ...answers].sort());
  });
});
