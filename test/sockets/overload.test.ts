import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type DeployedCloud, deployCloud } from '../integration/deployed-cloud.ts';
import { wallClock } from '../wall-clock.ts';

const INSTANCES = 10;

let deployed: DeployedCloud;

beforeAll(async () => {
  deployed = await deployCloud({}, { instancesMax: INSTANCES });
  // Instances are started before, so that no test waits for that.
  await slowDown();
  await Promise.all(Array.from({ length: INSTANCES }, (_, number) => post(number)));
  await deployed.ask('POST /reset');
});
afterEach(() => deployed.ask('POST /reset'));
afterAll(() => deployed.close());

async function post(number: number) {
  const response = await fetch(`${deployed.functionUrl}/v1/tenants/t-${number}/keys`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ requestId: `r-${number}`, keyName: 'main' }),
  });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

/** Repeats as the contract lets callers. */
async function postUntilTaken(number: number): Promise<number> {
  for (;;) {
    const { status } = await post(number);
    if (![429, 432, 433, 503].includes(status)) return status;
    await wallClock.sleep(20);
  }
}

const health = async () => (await fetch(`${deployed.functionUrl}/healthz`)).status;

/** Resolves when this number of calls to create a key have reached the cloud. */
function createKeyCalls(count: number): Promise<void> {
  let calls = 0;
  return new Promise((resolve) => {
    deployed.cloud.onCall(({ action }) => {
      calls += action === 'CreateKey' ? 1 : 0;
      if (calls === count) resolve();
    });
  });
}

async function slowDown(): Promise<void> {
  const switches = { tagsMustExist: false, rateLimits: false };
  await deployed.ask('PUT /switches', switches);
  const slow = { action: 'CreateKey', effect: { delayMs: 2_000 }, times: INSTANCES };
  await deployed.ask('POST /faults', [slow]);
}

describe('while all instances are busy', () => {
  test('one request more gets 432 in the words of the platform, and a caller who repeats gets the key', async () => {
    await slowDown();
    const allCalled = createKeyCalls(INSTANCES);
    const slow = Array.from({ length: INSTANCES }, (_, number) => post(number));
    await allCalled;
    expect(await post(INSTANCES)).toEqual({
      status: 432,
      body: {
        errorCode: -1,
        errorMessage: 'Function [accept-request] concurrency exceeded reserved quota 1280 MB',
        requestId: expect.any(String),
        statusCode: 432,
      },
    });
    expect(await postUntilTaken(INSTANCES)).toBe(201);
    expect((await Promise.all(slow)).map(({ status }) => status)).toEqual(
      Array(INSTANCES).fill(201),
    );
    expect(deployed.deadLetters()).toEqual([]);
  });

  test('/healthz gets 432 at once too, since it needs an instance, and 200 with one instance to spare', async () => {
    await slowDown();
    const mostCalled = createKeyCalls(INSTANCES - 1);
    const slow = Array.from({ length: INSTANCES - 1 }, (_, number) => post(number));
    await mostCalled;
    expect(await health()).toBe(200);
    const lastCalled = createKeyCalls(1);
    const last = post(INSTANCES);
    await lastCalled;
    expect(await health()).toBe(432);
    await Promise.all([...slow, last]);
    expect(await health()).toBe(200);
  });

  test('one request more gets 429 with standard statuses, and waits with waiting calls', async () => {
    await slowDown();
    await deployed.ask('PUT /switches', { urlStatusesStandard: true });
    const allCalled = createKeyCalls(INSTANCES);
    const slow = Array.from({ length: INSTANCES }, (_, number) => post(number));
    await allCalled;
    expect((await post(INSTANCES)).status).toBe(429);
    await deployed.ask('PUT /switches', { syncCallsWait: true });
    expect((await post(INSTANCES)).status).toBe(201);
    await Promise.all(slow);
  });
});
