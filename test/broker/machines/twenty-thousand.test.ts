import { afterEach, expect, inject, test } from 'vitest';
import type { CkafkaEvent } from '../../../emulator/scf/ckafka-batch.ts';
import { type DeployedCloud, deployCloud } from '../../integration/deployed-cloud.ts';
import { settleBacklog } from '../../kafka/request-backlog.ts';
import { wallClock } from '../../wall-clock.ts';
import { makeTopic } from '../shared-broker.ts';
import { type Cluster, startCluster } from '../start-cluster.ts';

const COUNT = 20_000;
const KILLS = 4;

let cluster: Cluster | undefined;
let deployed: DeployedCloud | undefined;
afterEach(async () => {
  await deployed?.close();
  await cluster?.stop();
});

test('the broker is killed four times while 20,000 requests go through the deployed function: none is lost or doubled (P1, P3, P4)', async () => {
  cluster = await startCluster(inject('kafka'));
  const { brokers, nodes } = cluster;
  await makeTopic({ name: 'key-requests', partitions: 3 }, brokers);
  await makeTopic({ name: 'key-events', partitions: 3 }, brokers);
  await makeTopic({ name: 'key-dead-letters' }, brokers);
  // The local cloud is in this process, too, which accepts one connection in each turn of its loop. Six
  // instances that all connect at once would wait for it longer than a call may take.
  deployed = await deployCloud({ TOPICS_URL: `kafka://${brokers}` }, { instancesMax: 3 });
  const { host, call, ask } = deployed;
  await ask('PUT /switches', { cmkLimit: 1_000_000, rateLimits: false, tagsMustExist: false });

  let settledCount = 0;
  let throwCount = 0;
  const invoke = async (event: CkafkaEvent) => {
    const result = await host.invoke('provision-keys', event);
    if (!result.ok) {
      throwCount += 1;
      throw new Error(result.errorMessage);
    }
    settledCount += event.Records.length;
  };
  const killAndRestart = async () => {
    for (let kill = 1; kill <= KILLS; kill += 1) {
      const reached = (COUNT * kill) / (KILLS + 1);
      await expect.poll(() => settledCount, { timeout: 120_000 }).toBeGreaterThan(reached);
      await nodes[0]!.kill();
      await wallClock.sleep(1_000);
      await nodes[0]!.restart();
    }
  };
  const { times, ...settled } = await settleBacklog({
    ...{ brokers, count: COUNT, maxMsgNum: 100, sessionMs: 6_000 },
    ...{ invoke, meanwhile: killAndRestart },
  });

  // A request that could not be provisioned, or whose event could not be published in time, waits, and heal
  // sends it in again.
  const { provisioned, provisionedEvents, pending, parked } = settled;
  expect({ ended: provisioned + pending, parked }).toEqual({ ended: COUNT, parked: 0 });
  const { TotalCount } = await call('ListKeyDetail', { Limit: 1 });
  expect(TotalCount).toBeGreaterThanOrEqual(provisioned);
  expect(TotalCount).toBeLessThanOrEqual(COUNT);
  expect(provisionedEvents).toBe(provisioned);
  process.stdout.write(
    `${COUNT} requests, ${KILLS} kills: ${TotalCount} keys, ${settled.events} events, ${pending} wait, ${throwCount} batches thrown; ${times}\n`,
  );
}, 600_000);
