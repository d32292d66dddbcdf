import { describe, expect, test } from 'vitest';
import { kmsService } from '../../emulator/kms/service.ts';
import { tagService } from '../../emulator/tag/service.ts';
import { COMMON_FAILURES } from '../../shared/tenant-key/failures/common-failures.ts';
import { QUOTA_USED_UP } from '../../shared/tenant-key/failures/failure.ts';
import { FAILURES, failureOf } from '../../shared/tenant-key/failures/failures.ts';
import { KMS_FAILURES } from '../../shared/tenant-key/failures/kms-failures.ts';
import { rowOf } from '../../shared/tenant-key/failures/lookup.ts';
import { OWN_FAILURES } from '../../shared/tenant-key/failures/own-failures.ts';
import { TAG_FAILURES } from '../../shared/tenant-key/failures/tag-failures.ts';
import { COMMON_CODES } from './common-codes.ts';

/** The codes that the vendor declares for each action that the product calls. */
const DECLARED = [
  ...['CreateKey', 'DescribeKey', 'ListKeyDetail', 'GetServiceStatus'].map(
    (name) => kmsService.codes[name]!,
  ),
  ...['CreateTags', 'DescribeResourceTagsByResourceIds', 'DescribeTags', 'TagResources'].map(
    (name) => tagService.codes[name]!,
  ),
];

const VENDOR_CODES = new Set([...DECLARED.flat(), ...COMMON_CODES]);

describe('the table of failures', () => {
  test.each([...VENDOR_CODES])('has a row of its own for %s', (code) => {
    expect(FAILURES.get(code)?.code).toBe(code);
  });

  test('knows the codes of each action that is called, and those common to all', () => {
    expect(VENDOR_CODES.size).toBeGreaterThan(70);
  });

  test('says what happened and what to do, in sentences', () => {
    for (const { code, meaning, nextStep } of FAILURES.values()) {
      expect(meaning, code).toMatch(/^[A-Z].*\.$/);
      expect(nextStep, code).toMatch(/^[A-Z].*\.$/);
    }
  });

  test('has no row twice', () => {
    const rows = [...OWN_FAILURES, ...KMS_FAILURES, ...TAG_FAILURES, ...COMMON_FAILURES];
    expect(FAILURES.size).toBe(rows.length);
  });
});

describe('the reaction to a failure', () => {
  test.each([
    ['an alias that exists', 'InvalidParameterValue.AliasAlreadyExists', 'find-key', 'wait'],
    ['a tagging error', 'FailedOperation.TaggingError', 'find-key', 'wait'],
    ['an internal error of the cloud', 'InternalError', 'find-key', 'wait'],
    ['a lost response', 'NoAnswer', 'find-key', 'wait'],
    ['tags that do not exist yet', 'InvalidParameterValue.TagsNotExisted', 'create-tags', 'wait'],
    ['a full quota', 'LimitExceeded.CmkLimitExceeded', 'give-up', 'wait'],
    ['missing permission', 'UnauthorizedOperation', 'give-up', 'wait'],
    ['a throttle', 'RequestLimitExceeded', 'retry', 'wait'],
    [
      'an outage under the name of a permanent error',
      'UnsupportedOperation.ServiceTemporaryUnavailable',
      'retry',
      'wait',
    ],
    [
      'a KMS that is not bought, under the name of an unavailable key',
      'ResourceUnavailable.NotPurchased',
      'give-up',
      'wait',
    ],
    ['concurrent tagging', 'FailedOperation.ResourceTagProcessing', 'retry', 'wait'],
    ['an unknown HSM cluster', 'InvalidParameterValue.InvalidHsmClusterId', 'give-up', 'reject'],
    ['a key of another owner', 'KeyConflict', 'give-up', 'reject'],
    ['a key that is gone', 'KeyGone', 'give-up', 'park'],
    ['too little time', 'NoTurn', 'give-up', 'wait'],
    ['a key that its owner disabled', 'KeyDisabled', 'give-up', 'park'],
  ])('to %s is in the table', (_, code, reaction, end) => {
    expect(failureOf(code)).toMatchObject({ code, reaction, end });
  });

  test('to a code that has no row is that of its family', () => {
    expect(failureOf('RequestLimitExceeded.NewKind')).toMatchObject({
      code: 'RequestLimitExceeded.NewKind',
      reaction: 'retry',
      end: 'wait',
    });
  });

  test('to a code of an unknown family is to wait for a day, then to park for an operator to see', () => {
    expect(failureOf('Novelty.Unheard')).toEqual({
      ...{ code: 'Novelty.Unheard', reaction: 'give-up', end: 'wait' },
      meaning: 'The cloud answered with a code that this release does not know.',
      nextStep:
        'Report a defect of tenant-keys and quote the KMS RequestId. The request is tried again by itself; if it was parked, redrive it.',
      ...{ status: 503, title: 'Unavailable for now', retryable: true },
      ...{ timeFixes: false, waitMsMax: 86_400_000, isAccountWide: false, redrive: 'helps' },
    });
  });

  test.each(['constructor', '__proto__', 'toString', ''])(
    'to %j is to wait for a day, as to any unknown code',
    (code) => {
      expect(failureOf(code)).toMatchObject({
        ...{ reaction: 'give-up', end: 'wait', waitMsMax: 86_400_000 },
      });
    },
  );
});

describe('the consequences of a failure', () => {
  test.each([
    ['an outage', 'ServiceUnavailable', 503, true, true],
    ['a missing permission', 'UnauthorizedOperation', 503, true, false],
    ['a throttle', 'RequestLimitExceeded.NewKind', 429, true, true],
    ['too little capacity', 'NoTurn', 429, true, true],
    ['too little time', 'DeadlineExceeded', 503, true, true],
    ['a defect of our own', 'OwnFault', 503, true, false],
    ['concurrent tagging', 'FailedOperation.ResourceTagProcessing', 503, true, true],
    ['a disabled key', 'KeyDisabled', 502, false, false],
    ['a full quota', 'LimitExceeded.CmkLimitExceeded', 503, true, true],
    ['a conflict', 'KeyConflict', 409, false, false],
    ['an unknown HSM cluster', 'InvalidParameterValue.InvalidHsmClusterId', 422, false, false],
    ['an unknown code', 'Novelty.Unheard', 503, true, false],
  ])('such as %s are in the table', (_, code, status, retryable, timeFixes) => {
    expect(failureOf(code)).toMatchObject({ status, retryable, timeFixes });
  });

  test.each([
    ['seven days', 'UnauthorizedOperation', 604_800_000],
    ['seven days', 'FailedOperation.TaggingError', 604_800_000],
    ['a day, since it may be for good', 'Novelty.Unheard', 86_400_000],
    ['a day, since a release must fix it', 'OwnFault', 86_400_000],
    ['as long as the quota is full', QUOTA_USED_UP, Number.POSITIVE_INFINITY],
    ['not at all', 'KeyDisabled', 0],
    ['not at all', 'KeyConflict', 0],
  ])('let a message wait for %s: %s', (_, code, waitMsMax) => {
    expect(failureOf(code)).toMatchObject({ waitMsMax });
  });

  test('let every message wait for at least a week whose failure time can fix, but for our own defects', () => {
    const short = [...FAILURES.values()].filter(
      ({ end, waitMsMax }) => end === 'wait' && waitMsMax < 604_800_000,
    );
    expect(short.map(({ code }) => code)).toEqual(['OwnFault']);
  });

  test('are those of the whole account where no call can succeed, whatever its request', () => {
    const oneRequest = [
      ...['FailedOperation.TaggingError', 'InternalError', 'OwnFault', 'NoTurn', QUOTA_USED_UP],
      ...['LimitExceeded.TagValue', 'KeyDisabled', 'KeyConflict', 'Novelty.Unheard'],
    ];
    const account = [
      ...['UnauthorizedOperation', 'ServiceUnavailable', 'NoAnswer', 'TopicsUnavailable'],
      ...['ResourceUnavailable.NotPurchased', 'ActionOffline', 'AuthFailure.TokenFailure'],
    ];
    expect(oneRequest.filter((code) => failureOf(code).isAccountWide)).toEqual([]);
    expect(account.filter((code) => !failureOf(code).isAccountWide)).toEqual([]);
  });

  test.each([
    ['quota', [QUOTA_USED_UP]],
    ['late', ['NoTurn', 'DeadlineExceeded']],
    ['duplicate', ['ResourceInUse.TagDuplicate']],
    ['unpublishable', ['TopicRefused']],
    ['defect', ['OwnFault']],
    ['throttle', [...FAILURES.keys()].filter((code) => /^RequestLimitExceeded\b/.test(code))],
  ])('of the cause %s are those of these codes alone', (cause, codes) => {
    const marked = [...FAILURES.values()].filter((failure) => failure.cause === cause);
    expect(marked.map(({ code }) => code)).toEqual(codes);
  });
});

describe('a table by code or family', () => {
  const rows = new Map([
    ['Family', 1],
    ['Family.Member', 2],
    ['Other', 3],
    ['Other.*', 4],
    ['Wild.*', 5],
  ]);

  test.each([
    ['Family.Member', 2],
    ['Family.Unlisted', 1],
    ['Family.Member.Deeper', 1],
    ['Family', 1],
    ['Other', 3],
    ['Other.Unlisted', 4],
    ['Wild.Unlisted', 5],
    ['Wild', undefined],
    ['Familiar', undefined],
    ['', undefined],
  ])('has for %j the row %j', (code, row) => {
    expect(rowOf(rows, code)).toBe(row);
  });
});
