import { describe, expect, test } from 'vitest';
import { provisionEvent } from '../../shared/triggers/queue-consumer.ts';
import { invocationBy } from '../world/invocation.ts';
import { type ProvisioningWorld, provisioningWorld } from '../world/provisioning-world.ts';
import { CONFIG } from '../world/world-config.ts';

const KEY_ID = expect.stringMatching(/^[0-9a-f-]{36}$/);

const request = (number: number) => ({
  requestId: `r-${number}`,
  tenantId: `tenant-${number}`,
  keyName: 'main',
});

const batchOf = (...texts: readonly string[]) => ({
  Records: texts.map((msgBody, offset) => ({
    Ckafka: { topic: 'key-requests', partition: 0, offset, msgKey: 'None', msgBody },
  })),
});

const REQUESTS = Array.from({ length: 60 }, (_, number) => request(number));

async function provision(world: ProvisioningWorld, event: unknown) {
  const lines: string[] = [];
  const log = (line: string) => void lines.push(line);
  const { ports, clock } = world;
  const invocation = invocationBy(clock, clock.nowMs() + 60_000, { log });
  const value = await clock.run(provisionEvent(event, ports, CONFIG, invocation)).catch(String);
  return { value, lines: lines.map((line) => JSON.parse(line)) };
}

describe('a batch of a queue', () => {
  test('is answered with the number of messages by outcome', async () => {
    const texts = [request(1), request(2), { ...request(3), keyName: 'X' }].map((each) =>
      JSON.stringify(each),
    );
    const { value } = await provision(provisioningWorld(), batchOf(...texts, '{', '['));
    expect(value).toEqual({ provisioned: 2, rejected: 1, parked: 2 });
  });

  test('may be empty', async () => {
    expect(await provision(provisioningWorld(), batchOf())).toEqual({ value: {}, lines: [] });
  });

  test('succeeds in an outage: its messages wait, and most of them without a call', async () => {
    const world = provisioningWorld();
    world.fail('CreateKey', { error: 'UnauthorizedOperation' });
    const texts = REQUESTS.map((each) => JSON.stringify(each));
    const { value, lines } = await provision(world, batchOf(...texts));
    expect(value).toEqual({ waiting: 60 });
    expect(world.deadLetters()).toHaveLength(60);
    // Twenty are handled at a time. The first nine that fail are replaced; the tenth opens the breaker.
    expect(world.calls()).toHaveLength(29);
    expect(lines.filter(({ calls }) => calls === 0)).toHaveLength(31);
  });

  test('fails as a whole when a dead letter cannot be written, so that it is delivered again', async () => {
    const world = provisioningWorld();
    world.fail('topics:publish:key-dead-letters', { http: 503 });
    const texts = [...REQUESTS.map((each) => JSON.stringify(each)), '{'];
    expect((await provision(world, batchOf(...texts))).value).toBe(
      'Error: Processing stopped at TopicsUnavailable: the batch is delivered again.',
    );
    world.machine.faults.clear();
    const { value } = await provision(world, batchOf(...texts));
    expect(value).toEqual({ provisioned: 60, parked: 1 });
  });

  test('logs a line for each message, with its position in the queue and the calls it took', async () => {
    const { lines } = await provision(
      provisioningWorld(),
      batchOf(JSON.stringify(request(1)), '{'),
    );
    const position = { door: 'queue', topic: 'key-requests', partition: 0 };
    // Every call is answered at once. The rate limiter delays none of them, and a topic takes 20 ms.
    const took = { ageS: 0, calls: 3, throttles: 0, cloudMs: 0, pacedMs: 0, durationMs: 20 };
    expect(lines).toEqual([
      {
        outcome: 'provisioned',
        ...request(1),
        keyId: KEY_ID,
        adopted: false,
        ...{ ...position, offset: 0 },
        ...{ invocationId: 'invocation-1', ...took, actions: { CreateKey: 2, CreateTags: 1 } },
      },
      {
        ...{ outcome: 'parked', code: 'RequestUnreadable', stage: 'parse', ...position, offset: 1 },
        invocationId: 'invocation-1',
        ...{ ...took, calls: 0, durationMs: 40 },
      },
    ]);
  });

  test('counts the calls of each message, though several are handled at once', async () => {
    const world = provisioningWorld();
    world.fail('CreateKey', { delayMs: 400 }, { times: 1 });
    world.fail('CreateKey', { error: 'RequestLimitExceeded' }, { times: 1 });
    const texts = REQUESTS.slice(0, 30).map((each) => JSON.stringify(each));
    const { lines } = await provision(world, batchOf(...texts));
    const calls = world.calls().length;
    expect(lines).toHaveLength(30);
    expect(lines.reduce((sum, line) => sum + line.calls, 0)).toBe(calls);
    expect(lines.reduce((sum, line) => sum + line.cloudMs, 0)).toBe(400);
    expect(lines.reduce((sum, line) => sum + line.throttles, 0)).toBe(1);
    expect(lines.find(({ cloudMs }) => cloudMs === 400).durationMs).toBeGreaterThanOrEqual(400);
  });
});

describe('a caller who invokes the function', () => {
  test('gets a report of each request, in their order', async () => {
    const world = provisioningWorld({ switches: { cmkLimit: 1 } });
    await provision(world, request(1));
    const event = [request(1), { ...request(1), description: 'x' }, request(2), 'no request'];
    expect((await provision(world, event)).value).toEqual([
      {
        outcome: 'provisioned',
        requestId: 'r-1',
        keyId: KEY_ID,
        alias: 'tenant-1_main',
        adopted: true,
      },
      {
        outcome: 'rejected',
        requestId: 'r-1',
        code: 'KeyConflict',
        reason: 'The name is taken by a key of another specification or owner.',
        kmsRequestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
        problems: [
          {
            pointer: '#/description',
            detail:
              "The tenant's key of this name was created with another value as its description.",
          },
        ],
      },
      {
        outcome: 'waiting',
        requestId: 'r-2',
        code: 'LimitExceeded.CmkLimitExceeded',
        reason: 'The key quota of the account is used up.',
        kmsRequestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
        deadLetterId: expect.stringMatching(/^dl_[\w-]{43}$/),
      },
      {
        outcome: 'rejected',
        requestId: undefined,
        code: 'RequestUnreadable',
        reason: 'The message is not a JSON object.',
        problems: [{ pointer: '#', detail: 'The text is not JSON.' }],
      },
    ]);
    expect(world.deadLetters()).toMatchObject([{ code: 'LimitExceeded.CmkLimitExceeded' }]);
  });

  test('gets the id of the dead letter of one that is parked', async () => {
    const world = provisioningWorld();
    world.fail('CreateKey', { error: 'UnsupportedOperation' }, { times: 1 });
    const { value } = await provision(world, [request(1)]);
    const [parked] = world.deadLetters();
    expect(parked?.id).toMatch(/^dl_/);
    expect(value).toMatchObject([
      { outcome: 'parked', code: 'UnsupportedOperation', deadLetterId: parked?.id },
    ]);
  });

  test.each<[string, unknown]>([
    ['the requests of a caller', [request(1)]],
    ['the messages of a queue', batchOf(JSON.stringify(request(1)))],
  ])('whose tenants may be blocked: that is known before %s are handled', async (_, event) => {
    const world = provisioningWorld();
    let areKnown = false;
    const blocks = {
      isBlocked: () => areKnown,
      known: async () => {
        areKnown = true;
      },
    };
    const { ports } = world;
    const counted: typeof ports.counted = (counter) => ({ ...ports.counted(counter), blocks });
    const blocking = { ...world, ports: { ...ports, blocks, counted } };
    const { lines } = await provision(blocking, event);
    expect(lines).toMatchObject([{ code: 'TenantBlocked' }]);
    expect(world.calls()).toEqual([]);
  });

  test('gets the outcome retry for every request behind the open circuit breaker, and nothing is kept', async () => {
    const world = provisioningWorld();
    world.fail('CreateKey', { error: 'UnauthorizedOperation' });
    const { value, lines } = await provision(world, REQUESTS);
    const reports = value as readonly { readonly outcome: string; readonly code: string }[];
    expect(reports).toHaveLength(60);
    for (const report of reports) {
      expect(report).toMatchObject({ outcome: 'retry', code: 'UnauthorizedOperation' });
    }
    expect(world.calls()).toHaveLength(29);
    expect(lines).toHaveLength(60);
    expect([...world.deadLetters(), ...world.events()]).toEqual([]);
  });
});

describe('an event that is not for this function fails with a description of it', () => {
  test.each<[string, unknown, string]>([
    [
      'an HTTP request',
      { httpMethod: 'GET', path: '/healthz' },
      'Error: This function takes messages, not events of the kind http.',
    ],
    [
      'a timer',
      { Type: 'Timer', TriggerName: 'every-minute', Message: 'resume' },
      'Error: This function takes messages, not events of the kind timer.',
    ],
    [
      'anything else',
      { Unheard: 'of' },
      'Error: The event is an object with the fields "Unheard"; known are: a Function URL or API ' +
        'Gateway; CKafka or CMQ records; EventBridge; a timer; a request or a list of requests.',
    ],
  ])('such as %s', async (_, event, error) => {
    const world = provisioningWorld();
    expect(await provision(world, event)).toEqual({ value: error, lines: [] });
    expect(world.calls()).toEqual([]);
  });
});
