import { readdirSync, readFileSync } from 'node:fs';
import { checkSync } from 'recheck';
import { describe, expect, test, vi } from 'vitest';
import { parse } from 'yaml';
import { type Pattern, patternsIn, schemaPatterns } from './patterns-of.ts';

// The checker in JavaScript, in this thread; its others are programs of their own.
vi.stubEnv('RECHECK_BACKEND', 'pure');
vi.stubEnv('RECHECK_SYNC_BACKEND', 'pure');

const ROOT = new URL('../../', import.meta.url);

/** On a busy machine the checker takes seconds for a long pattern, and would give up. */
const TIME_MS_MAX = 120_000;

/**
 * Patterns that the automaton cannot analyse, with the reason why they are linear all the same. The checker
 * searches for attacks on them instead, and must not find any.
 */
const BEYOND_THE_AUTOMATON: Readonly<Record<string, string>> = {
  // Look-ahead.
  '/^(?=.*\\S)[^\\p{C}\\p{Zl}\\p{Zp}]{1,200}$/u':
    'It is tried at the beginning only; the look-ahead goes to the end and back once, the rest 200 characters.',
  // Long counted parts, for which the automaton has too many states.
  '/(?:^|\\s)tenant-keys:2:([\\w-]{43}):([a-z0-9]{1,16}):([\\w-]{43})(?::([!-~]{1,128}))?\\s*$/':
    'Where it does not find tenant-keys:2: it goes on at once; runs of spaces do not overlap, and what comes before them has none.',
  '/^TC3-HMAC-SHA256 Credential=([^/\\s]+)\\/(\\d{4}-\\d\\d-\\d\\d)\\/([^/\\s]+)\\/tc3_request,\\s*SignedHeaders=([\\w;-]+),\\s*Signature=([0-9a-f]{64})$/':
    'It is tried at the beginning alone, and no part can match the character that ends it.',
};

const FOLDERS = ['shared', 'functions', 'cli', 'terminal', 'emulator', 'local'];

const scanned = FOLDERS.map((folder) => patternsIn(new URL(`${folder}/`, ROOT)));
const written = new Map(scanned.flatMap(({ found }) => [...found]));

const events = new URL('events/', ROOT);
const contracts = readdirSync(events)
  .filter((name) => /\.(?:json|yaml)$/.test(name))
  .flatMap((name) => schemaPatterns(parse(readFileSync(new URL(name, events), 'utf8'))));
const promised = new Map(contracts.map((pattern) => [nameOf(pattern), pattern]));

function nameOf({ source, flags }: Pattern): string {
  return `/${source}/${flags}`;
}

const all = new Map([...written, ...promised]);

describe('the time of a regular expression grows no faster than the text (P9)', () => {
  test.each([...all].filter(([name]) => !(name in BEYOND_THE_AUTOMATON)))('%s', (_, pattern) => {
    const { source, flags } = pattern;
    expect(checkSync(source, flags, { checker: 'automaton', timeout: TIME_MS_MAX })).toMatchObject({
      status: 'safe',
      complexity: { type: expect.stringMatching(/^(?:safe|linear)$/) },
    });
  });

  test.each(Object.entries(BEYOND_THE_AUTOMATON))('%s: %s', (name) => {
    const { source, flags } = all.get(name)!;
    const { status } = checkSync(source, flags, { checker: 'fuzz', ...FEW_ATTACKS });
    expect(status).toBe('safe');
  });

  /** The seed is the checker's own, and always the same. */
  const FEW_ATTACKS = {
    attackLimit: 10_000_000,
    incubationLimit: 5_000,
    maxIteration: 3,
    maxInitialGenerationSize: 100,
    maxGenerationSize: 30,
  };

  test.each<[string, Pattern]>([
    ['exponential', { source: '^(a+)+$', flags: '' }],
    ['quadratic', { source: '\\s+$', flags: '' }],
  ])('and one with %s time would be found', (_, { source, flags }) => {
    expect(checkSync(source, flags, { checker: 'automaton', timeout: TIME_MS_MAX }).status).toBe(
      'vulnerable',
    );
  });
});

describe('no regular expression is left out', () => {
  test('of the sources, which have at least a hundred in at least two hundred files', () => {
    expect(written.size).toBeGreaterThanOrEqual(100);
    expect(scanned.reduce((sum, { filesRead }) => sum + filesRead, 0)).toBeGreaterThan(200);
  });

  test('of the contracts, which have at least fifteen', () => {
    expect(promised.size).toBeGreaterThanOrEqual(15);
  });

  test('and none is built at run time', () => {
    // The only exception takes its pattern from a constant, which is among the others.
    expect(scanned.flatMap(({ dynamic }) => dynamic)).toEqual(['text.matchAll(TOKENS)']);
  });
});
