import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { parseCommandLine } from '../../cli/usage/command-line.ts';
import {
  internalFault,
  keyNotFound,
  mediaTypeUnsupported,
  methodNotAllowed,
  notFound,
} from '../../shared/http/problems.ts';
import { ANSWERS_BY_CODE } from '../../shared/tenant-key/failures/answers.ts';
import { FAILURES, runbookLink } from '../../shared/tenant-key/failures/failures.ts';

/** Stands for the hash that a check prints. */
const PLAN_HASH = 'x'.repeat(43);

const root = fileURLToPath(new URL('../../', import.meta.url));
const page = readFileSync(join(root, 'docs/runbook.md'), 'utf8');

const ANSWER_CODES = [...ANSWERS_BY_CODE.keys()];

/** What stands under each heading that is a code, on one line. */
const SECTIONS = new Map(
  page
    .split(/^### /m)
    .slice(1)
    .map((section) => {
      const [heading = '', ...lines] = section.split('\n');
      const text = lines.join('\n').split(/^## /m, 1)[0] ?? '';
      return [heading, text.replace(/\s+/g, ' ').trim()];
    }),
);

/** What the runbook says that the system did, by reaction and end. */
const DONE: Readonly<Record<string, string>> = {
  'give-up reject':
    'It rejected the request at once. A queue message without a legible `requestId` and `tenantId` was parked instead.',
  'give-up wait': 'It lets the request wait, and resumes it by itself.',
  'give-up park': 'It parked the request at once.',
  'retry park': 'It repeated the call, then parked the request.',
  'find-key park': 'It looked for the key and repeated the call, then parked the request.',
  'create-tags park': 'It created the tags and repeated the call, then parked the request.',
  'retry hold':
    'It repeated the call. It then left the message for redelivery; an HTTP caller was asked to retry.',
  'find-key hold':
    'It looked for the key and repeated the call. It then left the message for redelivery; an HTTP caller was asked to retry.',
  'give-up hold': 'It left the message for redelivery at once; an HTTP caller was asked to retry.',
  'find-key doubt':
    'It looked for the key and repeated the call. It parked the message if only this one failed, and left it for redelivery if others failed too; an HTTP caller was asked to retry.',
  'give-up yield':
    'It parked the queue message so that the partition advances; an HTTP caller was asked to retry.',
};

describe('the runbook', () => {
  test('has a section for every failure, in the order of the table, then for every other code of an answer, and for any that is unknown', () => {
    const headings = [...page.matchAll(/^### (.*)$/gm)].map(([, heading]) => heading);
    expect(headings).toEqual([...FAILURES.keys(), ...ANSWER_CODES, 'Any other code']);
  });

  test.each([...FAILURES.values()])(
    'says of $code what the table says, and what follows from it',
    ({ code, reaction, end, meaning, nextStep }) => {
      const text = SECTIONS.get(code);
      expect(text).toMatch(/^\*\*What happened\.\*\* .* \*\*What the system did\.\*\* /);
      expect(text).toContain(`**What happened.** ${meaning}`);
      expect(text).toContain(`**What the system did.** ${DONE[`${reaction} ${end}`]}`);
      expect(text).toContain(`**What you do.** ${nextStep}`);
    },
  );

  test.each([...FAILURES.values()])(
    'tells the operator to redrive $code only where that helps, and otherwise why not',
    ({ redrive, nextStep, reaction }) => {
      const redrives = /\bredrive\b|\bresumed automatically\b/i.test(nextStep);
      const reports = nextStep.startsWith('Report a defect');
      if (redrive === 'helps') expect(redrives || reports).toBe(true);
      else expect(redrives).toBe(false);
      if (redrive === 'refused') expect(nextStep).toContain('it is never redriven');
      if (reaction !== 'give-up') expect(redrive).toBe('helps');
    },
  );

  test.each([...ANSWERS_BY_CODE])(
    'says of %s which status it has over HTTP',
    (code, { status }) => {
      const [, named] = SECTIONS.get(code)?.match(/^\*\*What happened\.\*\*[^*]*\((\d{3})\)/) ?? [];
      expect(named).toBe(status === undefined ? undefined : String(status));
    },
  );

  test.each([...ANSWER_CODES, 'Any other code'])(
    'says of %s what happened and what to do',
    (code) => {
      expect(SECTIONS.get(code)).toMatch(
        /^\*\*What happened\.\*\* [A-Z].*\. \*\*What the system did\.\*\* [A-Z].*\. \*\*What you do\.\*\* [A-Z1]./,
      );
    },
  );

  test('has a section for every code that our own code gives, and for no other answer', () => {
    const sources = ownSources();
    const given = [...sources.matchAll(/(?:ApiError\(|code: )'([A-Z]\w+(?:\.\w+)?)'/g)];
    expect(given.length).toBeGreaterThan(20);
    for (const [, code] of given) expect([...SECTIONS.keys()]).toContain(code);
    for (const code of ANSWER_CODES) expect(sources).toContain(`'${code}'`);
  });

  test('has a section for every problem that HTTP alone has', () => {
    const problems = [
      ...[notFound(), keyNotFound(), methodNotAllowed('GET'), mediaTypeUnsupported()],
      internalFault(),
    ];
    for (const { code } of problems) expect([...SECTIONS.keys()]).toContain(code);
  });

  test('refers only to places that it has, or that lie beside it', () => {
    const links = [...page.matchAll(/\]\(([^)]*)\)/g)].map(([, link = '']) => link);
    expect(links.length).toBeGreaterThan(10);
    const pages = readdirSync(join(root, 'docs'), { recursive: true });
    for (const link of links) {
      if (link.startsWith('#')) expect(anchors()).toContain(link.slice(1));
      else expect(pages).toContain(link);
    }
  });

  const commands = new Set(page.match(/tenant-keys (?:dead-letters|quota|fleet)\b[^`#\n]*/g));
  test.each([...commands])('names a command that there is: %s', (line) => {
    const words = line.trim().match(/'[^']*'|\S+/g) ?? [];
    const args = words
      .slice(1)
      .map((word) => word.replaceAll("'", '').replace('HASH', PLAN_HASH).replace(/^ID$/, 'dl_3q2'));
    expect(parseCommandLine(args, { TENCENTCLOUD_REGION: 'ap-guangzhou' })).toMatchObject({
      kind: 'call',
    });
  });
});

describe('the link to the runbook', () => {
  test.each([
    ['its own section', 'KeyConflict', 'keyconflict'],
    [
      'its own section, which has no dots',
      'LimitExceeded.CmkLimitExceeded',
      'limitexceededcmklimitexceeded',
    ],
    ['its own section, though no message meets it', 'NotFound', 'notfound'],
    ['that of its family', 'RequestLimitExceeded.NewKind', 'requestlimitexceeded'],
    ['that of its family', 'FailedOperation.New.Kind', 'failedoperation'],
    ['the last one, if the code is unknown', 'Novelty.Unheard', 'any-other-code'],
    ['the last one, if it is none', '', 'any-other-code'],
    ['the last one, whatever it holds', '../#?\u202e', 'any-other-code'],
    ['the last one, whatever JavaScript knows', 'constructor', 'any-other-code'],
  ])('of a code leads to %s', (_, code, anchor) => {
    expect(runbookLink('docs/runbook.md', code)).toBe(`docs/runbook.md#${anchor}`);
  });

  test('goes to wherever the runbook is', () => {
    expect(runbookLink('https://example.com/runbook?lang=en', 'NoTurn')).toBe(
      'https://example.com/runbook?lang=en#noturn',
    );
  });

  test('leads to the heading of its code, which has an anchor of its own', () => {
    const made = anchors();
    expect(new Set(made).size).toBe(made.length);
    for (const code of [...FAILURES.keys(), ...ANSWER_CODES]) {
      expect(runbookLink('', code)).toBe(`#${anchorOf(code)}`);
    }
    for (const code of [...SECTIONS.keys(), 'Unknown']) {
      expect(made.map((anchor) => `#${anchor}`)).toContain(runbookLink('', code));
    }
  });
});

/** The anchors that GitHub makes of the page's headings. */
function anchors(): readonly string[] {
  return [...page.matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) => anchorOf(heading));
}

function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}_ -]/gu, '')
    .replaceAll(' ', '-');
}

/** All that is deployed or run, but for the tables that the runbook is compared with. */
function ownSources(): string {
  return ['shared', 'functions', 'cli']
    .flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
        .filter((name) => name.endsWith('.ts') && !/generated|failures/.test(name))
        .map((name) => readFileSync(join(root, folder, name), 'utf8')),
    )
    .join('\n');
}
