import { describe, expect, test } from 'vitest';
import { parseFlags } from '../bench/parse-flags.ts';

const parse = (line: string) => parseFlags(line.split(' '));

const RATE_CASES = 'queue, http, both, healing, other, over';

describe('the flags of npm run bench', () => {
  test('--cases measures these of a bench alone', () => {
    expect(parse('--only host-rate --cases both,other')).toEqual({
      kind: 'run',
      flags: {
        names: ['host-rate'],
        cases: ['both', 'other'],
        json: false,
        isQuick: false,
        writesDocs: false,
      },
    });
  });

  test('without --cases, all are measured', () => {
    expect(parse('--only host-rate --quick')).toMatchObject({
      flags: { cases: [], isQuick: true },
    });
  });

  test.each([
    ['--only host-rate --cases bth', `There is no case "bth". The cases are ${RATE_CASES}.`],
    ['--only host-rate --cases ,', `--cases names no case. The cases are ${RATE_CASES}.`],
    ['--only size --cases both', 'size has no cases: omit --cases.'],
    ['--only host-rte', 'There is no bench "host-rte". Did you mean host-rate?'],
    [
      '--write-docs --only size',
      '--write-docs replaces every figure of docs/performance.md: omit --only, --cases and --quick.',
    ],
    ['--case both', "Unknown option '--case'. See npm run bench -- --help."],
  ])('"%s" is refused in one sentence', (line, problem) => {
    const refused = parse(line);
    expect(refused.kind).toBe('refused');
    expect(refused).toHaveProperty('problem', expect.stringContaining(problem));
  });

  test('--help asks for help', () => {
    expect(parse('--help')).toEqual({ kind: 'help' });
  });
});
