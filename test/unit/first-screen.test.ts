import { describe, expect, test } from 'vitest';
import type { LocalCloud } from '../../local/cloud.ts';
import { firstScreen } from '../../local/first-screen.ts';

const cloud = {
  ...{ url: 'http://127.0.0.1:4700', region: 'ap-guangzhou' },
  ...{ secretId: `AKID${'a'.repeat(32)}`, secretKey: 'b'.repeat(32) },
  topicEngine: {},
} as LocalCloud;

const onBrokers = { ...cloud, topicEngine: { url: 'kafka://127.0.0.1:9092' } } as LocalCloud;

const plain = {
  dataDir: undefined,
  opensPage: false,
  columns: 80,
  paint: (_: string, text: string) => text,
};

describe('the first screen', () => {
  test('has the address of the page first, and the keystroke where there is one', () => {
    const lines = firstScreen(cloud, 960, { ...plain, opensPage: true }).split('\n');
    expect(lines[0]).toBe('tenant-keys on a local Tencent cloud, ready in 1.0 s (Ctrl-C stops it)');
    expect(lines[2]).toMatch(/^ {2}http:\/\/127\.0\.0\.1:4700 +page \(o \+ Enter\), APIs$/);
    expect(firstScreen(cloud, 960, plain).split('\n')[2]).toMatch(/4700 +page and APIs$/);
  });

  test('says that nothing survives, what keeps it, and how to reset', () => {
    expect(firstScreen(cloud, 960, plain)).toContain(
      [
        '  Nothing survives a stop; start with --data DIR to keep it. This clears all but',
        '  what is deployed:',
        '    curl -X POST http://127.0.0.1:4700/reset',
      ].join('\n'),
    );
  });

  test('says what a directory keeps', () => {
    expect(firstScreen(cloud, 960, { ...plain, dataDir: './cloud' })).toContain(
      '  ./cloud keeps everything but calls and faults for the next start. This clears',
    );
  });

  test('says that messages stay on brokers', () => {
    expect(firstScreen(onBrokers, 960, plain).replace(/\n {2}/g, ' ')).toContain(
      'The topics are on the brokers at kafka://127.0.0.1:9092, and their messages stay there.',
    );
  });

  test.each([80, 120])('has no line of more than 80 columns where there are %i', (columns) => {
    for (const opensPage of [true, false]) {
      const lines = firstScreen(onBrokers, 960, { ...plain, opensPage, columns }).split('\n');
      expect(lines.filter((line) => line.length > 80)).toEqual([]);
    }
  });
});
