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
import type { Failure } from '../../shared/tenant-key/failures/failure.ts';
import { FAILURES } from '../../shared/tenant-key/failures/failures.ts';
import { linkAnchor, problemType, runbookLink } from '../../shared/tenant-key/failures/links.ts';
import { anchorsIn } from './markdown-anchors.ts';

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

/** What the runbook says that the system did about the call, by the reaction to its failure. */
const CALLED: Readonly<Record<Failure['reaction'], string>> = {
  'give-up': '',
  retry: 'It repeated the call. ',
  'find-key': 'It looked for the key and repeated the call. ',
  'create-tags': 'It created the tags and repeated the call. ',
};

/** For how long a request waits that time can fix, in words. */
const SPANS: ReadonlyMap<number, string> = new Map([
  [86_400_000, 'for a day'],
  [604_800_000, 'for seven days'],
]);

/** What the runbook says of failures that only reading meets, and no message. */
const DONE_WHILE_READING: ReadonlyMap<string, string> = new Map([
  ['TransactionOpen', 'It changed nothing: the command ended with this code.'],
  ['RecordUnreadable', 'It left these records out, and named them in its answer.'],
]);

/** What the runbook says that the system did. */
function doneAbout({ code, reaction, end, cause, waitMsMax }: Failure): string {
  const whileReading = DONE_WHILE_READING.get(code);
  if (whileReading !== undefined) return whileReading;
  if (cause === 'quota') {
    return 'The request waits, and an HTTP caller got 202. It is sent in again by itself as soon as there is room, without a limit of time.';
  }
  if (cause === 'blocked') {
    return 'The request waits without an attempt, and an HTTP caller got 403. It is sent in again by itself once the tenant is unblocked, without a limit of time.';
  }
  switch (end) {
    case 'reject':
      return 'It rejected the request at once. A queue message without a legible `requestId` and `tenantId` was parked instead.';
    case 'park':
      return 'It parked the request at once.';
    case 'wait': {
      const waits = reaction === 'give-up' ? 'waits' : 'then waits';
      return `${CALLED[reaction]}A request of the queue ${waits}: it is tried again by itself, after a minute at first and an hour at most, ${SPANS.get(waitMsMax)}. An HTTP caller was asked to retry.`;
    }
  }
}

describe('the runbook', () => {
  test('has a section for every failure, in the order of the table, then for every other code of an answer, and for any that is unknown', () => {
    const headings = [...page.matchAll(/^### (.*)$/gm)].map(([, heading]) => heading);
    expect(headings).toEqual([...FAILURES.keys(), ...ANSWER_CODES, 'Any other code']);
  });

  test.each([...FAILURES.values()])(
    'says of $code what the table says, and what follows from it',
    (failure) => {
      const { code, meaning, nextStep } = failure;
      const text = SECTIONS.get(code);
      expect(text).toMatch(/^\*\*What happened\.\*\* .* \*\*What the system did\.\*\* /);
      expect(text).toContain(`**What happened.** ${meaning}`);
      expect(text).toContain(`**What the system did.** ${doneAbout(failure)}`);
      expect(text).toContain(`**What you do.** ${nextStep}`);
    },
  );

  test.each([...FAILURES.values()])(
    'tells the operator to redrive $code only where that helps, and otherwise why not',
    ({ code, redrive, nextStep, reaction }) => {
      const redrives = /\bredrive\b/i.test(nextStep);
      const reports = nextStep.startsWith('Report a defect');
      const isOfReading = DONE_WHILE_READING.has(code);
      if (redrive === 'helps') expect(redrives || reports || isOfReading).toBe(true);
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
      const [file = '', anchor] = link.split('#');
      if (file !== '') expect(pages).toContain(file);
      const text = file === '' ? page : readFileSync(join(root, 'docs', file), 'utf8');
      if (anchor !== undefined) expect(anchorsIn(text), link).toContain(anchor);
    }
  });

  const commands = new Set(page.match(/tenant-keys (?:dead-letters|queue|quota|fleet)\b[^`#\n]*/g));
  test.each([...commands])('names a command that there is: %s', (line) => {
    const words = line.trim().match(/'[^']*'|\S+/g) ?? [];
    const args = words
      .slice(1)
      .map((word) => word.replaceAll("'", '').replace('HASH', PLAN_HASH).replace(/^ID$/, 'dl_3q2'));
    expect(parseCommandLine(args, { TENCENTCLOUD_REGION: 'ap-guangzhou' })).toHaveProperty(
      'command',
    );
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
    expect(runbookLink('https://keys.example/', code)).toBe(
      `https://keys.example/docs/runbook.md#${anchor}`,
    );
  });

  test('leads to the heading of its code, which has an anchor of its own', () => {
    const made = anchors();
    expect(new Set(made).size).toBe(made.length);
    for (const code of [...FAILURES.keys(), ...ANSWER_CODES]) {
      expect(linkAnchor(code)).toBe(anchorOf(code));
    }
    for (const code of [...SECTIONS.keys(), 'Unknown']) {
      expect(made).toContain(linkAnchor(code));
    }
  });
});

describe('the type of a problem', () => {
  const failures = readFileSync(join(root, 'docs/failures.md'), 'utf8');

  test.each([
    ['its own row', 'KeyConflict', 'keyconflict'],
    ['its own row, though no message meets it', 'NotFound', 'notfound'],
    ['that of its family', 'FailedOperation.New.Kind', 'failedoperation'],
    ['the paragraph about others, whatever it holds', '../#?\u202e', 'any-other-code'],
  ])('of a code leads to %s', (_, code, anchor) => {
    expect(problemType('https://keys.example/', code)).toBe(
      `https://keys.example/docs/failures.md#${anchor}`,
    );
  });

  test('leads to a place that the table of failures has once', () => {
    const named = [...failures.matchAll(/<a id="([^"]*)">/g)].map(([, id]) => id);
    const places = [...named, ...anchorsIn(failures)];
    expect(new Set(places).size).toBe(places.length);
    for (const code of [...FAILURES.keys(), ...ANSWER_CODES, 'Unknown']) {
      expect(places).toContain(problemType('', code).replace('docs/failures.md#', ''));
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
