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
  await makeTopic({ name: 'key-requests', partitions: 6 }, brokers);
  await makeTopic({ name: 'key-events', partitions: 3 }, brokers);
  await makeTopic({ name: 'key-dead-letters' }, brokers);
  deployed = await deployCloud({ TOPICS_URL: `kafka://${brokers}` }, { instancesMax: 6 });
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
      await expect.poll(() => settledCount, { timeout: 60_000 }).toBeGreaterThan(reached);
      await nodes[0]!.kill();
      await wallClock.sleep(1_000);
      await nodes[0]!.restart();
    }
  };
  const { times, ...settled } = await settleBacklog({
    ...{ brokers, count: COUNT, maxMsgNum: 100, sessionMs: 6_000 },
    ...{ invoke, meanwhile: killAndRestart },
  });

  const { TotalCount } = await call('ListKeyDetail', { Limit: 1 });
  expect(TotalCount).toBe(COUNT);
  // An event that was stored before its answer was lost is sent again.
  expect(settled).toMatchObject({ distinct: COUNT, provisioned: COUNT, deadLetters: 0 });
  process.stdout.write(
    `${COUNT} requests, ${KILLS} kills: ${settled.events} events, ${throwCount} batches thrown; ${times}\n`,
  );
}, 300_000);
