import { describe, expect, test } from 'vitest';
import { randomSource } from '../../emulator/api/random-source.ts';
import { parseFaults } from '../../emulator/faults/fault-parser.ts';
import { type Fault, faultInjector } from '../../emulator/faults/faults.ts';

const never = () => 0.999;

describe('a fault', () => {
  test('affects only calls of its action, until it is cleared', () => {
    const faults = faultInjector(never);
    faults.add([{ action: 'CreateKey', effect: { lostAnswer: true } }]);
    expect(faults.effectOn('DescribeKey')).toBeUndefined();
    expect(faults.effectOn('CreateKey')).toEqual({ lostAnswer: true });
    expect(faults.effectOn('CreateKey')).toEqual({ lostAnswer: true });
    faults.clear();
    expect(faults.effectOn('CreateKey')).toBeUndefined();
  });

  test('with a number of times ends after that many calls', () => {
    const faults = faultInjector(never);
    faults.add([{ action: 'CreateKey', effect: { http: 502 }, times: 2 }]);
    faults.effectOn('CreateKey');
    expect(faults.list()).toEqual([{ action: 'CreateKey', effect: { http: 502 }, times: 1 }]);
    faults.effectOn('CreateKey');
    expect(faults.list()).toEqual([]);
  });

  test('takes precedence over later faults, and a call is affected once', () => {
    const faults = faultInjector(never);
    faults.add([
      { action: 'CreateKey', effect: { http: 500 }, times: 1 },
      { action: '*', effect: { http: 503 } },
    ]);
    const hits = [1, 2].map(() => faults.effectOn('CreateKey'));
    expect(hits).toEqual([{ http: 500 }, { http: 503 }]);
  });

  test('for every action does not affect topics, which are named individually', () => {
    const faults = faultInjector(never);
    faults.add([{ action: '*', effect: { http: 503 } }]);
    expect(faults.effectOn('topics:publish:key-events')).toBeUndefined();
    faults.add([{ action: 'topics:publish:key-events', effect: { http: 500 } }]);
    expect(faults.effectOn('topics:publish:key-events')).toEqual({ http: 500 });
  });

  test('with a probability follows the seed', () => {
    const hitsWith = (seed: string) => {
      const faults = faultInjector(randomSource(seed, 'faults').random);
      faults.add([{ action: '*', effect: { http: 500 }, probability: 0.3 }]);
      return Array.from({ length: 1_000 }, () => (faults.effectOn('CreateKey') ? 1 : 0));
    };
    expect(hitsWith('seed 1')).toEqual(hitsWith('seed 1'));
    expect(hitsWith('seed 1')).not.toEqual(hitsWith('seed 2'));
    const hits = hitsWith('seed 1').filter((hit) => hit === 1).length;
    expect(hits).toBeGreaterThan(230);
    expect(hits).toBeLessThan(370);
  });
});

describe('a list of faults', () => {
  const isAction = (name: string) =>
    ['CreateKey', 'ListKeys', 'topics:publish:key-events'].includes(name);
  const effects = 'http, notJson, lateMs, error, after, tagCode, lostAnswer, truncate, delayMs';
  const rows: readonly (readonly [string, unknown, string])[] = [
    [
      'must be a list',
      { action: '*' },
      'Faults are a JSON array such as [{"action":"CreateKey","effect":{"error":"InternalError"},"times":1}].',
    ],
    ['must hold objects', ['CreateKey'], 'Fault 0: it must be an object.'],
    ['must name an action', [{ effect: { http: 500 } }], 'Fault 0: action is missing.'],
    ['must have an effect', [{ action: '*' }], 'Fault 0: effect is missing.'],
    [
      'must name an action that there is',
      [{ action: 'CreateKeys', effect: { http: 500 } }],
      'Fault 0: action must be "*", an action such as "CreateKey", or a topic such as "topics:publish:<name>", not "CreateKeys".',
    ],
    [
      'must have known fields',
      [{ action: '*', effect: { http: 500 }, count: 3 }],
      'Fault 0: "count" is unknown; there are action, effect, times, probability.',
    ],
    [
      'must have known effects',
      [{ action: '*', effect: { explode: true } }],
      `Fault 0: effect: "explode" is unknown; there are ${effects}.`,
    ],
    [
      'must do something',
      [{ action: '*', effect: {} }],
      `Fault 0: effect must have one of ${effects}.`,
    ],
    [
      'must have an HTTP status of an error',
      [{ action: '*', effect: { http: 200 } }],
      'Fault 0: effect: http must be an HTTP status from 400 to 599, not 200.',
    ],
    [
      'must have a code that looks like one',
      [{ action: '*', effect: { error: 'oops' } }],
      'Fault 0: effect: error must be an error code such as "LimitExceeded.CmkLimitExceeded", not "oops".',
    ],
    [
      'must have a TagCode of a failure',
      [{ action: '*', effect: { tagCode: 0 } }],
      'Fault 0: effect: tagCode must be 1 or 2, not 0.',
    ],
    [
      'must not say after which effect no error comes',
      [{ action: '*', effect: { after: true } }],
      'Fault 0: after is valid only with error.',
    ],
    [
      'must have bounded waits',
      [{ action: '*', effect: { delayMs: 3_600_001 } }],
      'Fault 0: effect: delayMs must be a whole number of milliseconds from 0 to 3600000, not 3600001.',
    ],
    [
      'must hit once or more',
      [{ action: '*', effect: { http: 500 }, times: 0 }],
      'Fault 0: times must be a whole number from 1 up, not 0.',
    ],
    [
      'must have a probability up to 1',
      [
        { action: '*', effect: { http: 500 } },
        { action: '*', effect: { http: 500 }, probability: 2 },
      ],
      'Fault 1: probability must be a number from 0 to 1, not 2.',
    ],
    [
      'must not make a topic answer like the API',
      [{ action: 'topics:publish:key-events', effect: { error: 'InternalError' } }],
      'Fault 0: a topic does not answer with error; use http, lostAnswer, lateMs or delayMs.',
    ],
    ...(
      [
        [{ http: 503, error: 'InternalError' }, 'http prevents error'],
        [{ http: 503, lostAnswer: true }, 'http prevents lostAnswer'],
        [{ notJson: true, lateMs: 5 }, 'notJson prevents lateMs'],
        [{ lateMs: 5, truncate: true }, 'lateMs prevents truncate'],
        [{ error: 'InternalError', tagCode: 1 }, 'error prevents tagCode'],
        [{ lostAnswer: true, truncate: true }, 'lostAnswer prevents truncate'],
      ] as const
    ).map(
      ([effect, idle]) =>
        [
          `must not set two effects of which ${idle}`,
          [{ action: 'CreateKey', effect }],
          `Fault 0: ${idle}: set only one of them.`,
        ] as const,
    ),
    [
      'must not set a TagCode where there is none',
      [{ action: 'ListKeys', effect: { tagCode: 1 } }],
      'Fault 0: tagCode is valid only for the action CreateKey.',
    ],
  ];
  test.each(rows)('%s', (_, body, expected) => {
    expect(parseFaults(body, isAction)).toEqual({ ok: false, problem: expected });
  });

  test('may set each effect, and several at once', () => {
    const faults: readonly Fault[] = [
      { action: 'CreateKey', effect: { error: 'FailedOperation.TaggingError', after: true } },
      { action: 'CreateKey', effect: { tagCode: 2, delayMs: 5 }, times: 1, probability: 0.5 },
      { action: 'topics:publish:key-events', effect: { http: 503 } },
      { action: '*', effect: { lateMs: 10, tagCode: 1 } },
      { action: 'CreateKey', effect: { error: 'InternalError', after: true, tagCode: 1 } },
    ];
    expect(parseFaults(faults, isAction)).toEqual({ ok: true, value: faults });
  });
});
