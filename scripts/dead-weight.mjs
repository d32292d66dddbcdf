// @ts-check

import { fileURLToPath } from 'node:url';

/**
 * Dependencies of packages that our code never runs, and the shims that replace them. Each file in
 * shims/ explains why; test/integration/shims.test.ts verifies that the parts in use behave as before.
 */
export const DEAD_WEIGHT = Object.fromEntries(
  [
    ...['form-data', 'get-stream', 'https-proxy-agent', 'is-stream', 'json-bigint', 'tslib'],
    ...['uuid', 'whatwg-url'],
  ].map((name) => [name, shimOf(name)]),
);

/**
 * The same for files within a package, which cannot have an alias: the parts of the Kafka client that
 * administrate and that join groups, and the calls that nothing makes without them.
 *
 * @type {import('esbuild').Plugin}
 */
export const withoutKafkaParts = {
  name: 'without-kafka-parts',
  setup: ({ onResolve }) => {
    onResolve({ filter: /^\.\/admin$/ }, ({ importer }) =>
      KAFKA_CLIENT.test(importer) ? { path: shimOf('kafka-admin') } : undefined,
    );
    onResolve({ filter: /^\.\/(?:consumerGroup|runner)$/ }, ({ importer }) =>
      KAFKA_CONSUMER.test(importer) ? { path: shimOf('kafka-groups') } : undefined,
    );
    onResolve({ filter: UNUSED_CALL }, ({ importer }) =>
      KAFKA_CALLS.test(importer) ? { path: shimOf('kafka-calls') } : undefined,
    );
  },
};

const UNUSED_CALL = new RegExp(
  `^\\./(?:${[
    '(?:alter|create|delete|describe|list)(?:Acls|Configs|Groups|PartitionReassignments|Partitions|Records|Topics)',
    'joinGroup|syncGroup|heartbeat|leaveGroup|offsetCommit|offsetFetch',
    'addPartitionsToTxn|addOffsetsToTxn|txnOffsetCommit|endTxn',
  ].join('|')})$`,
);

const KAFKA_CONSUMER = /[\\/]node_modules[\\/]kafkajs[\\/]src[\\/]consumer[\\/]index\.js$/;

const KAFKA_CALLS =
  /[\\/]node_modules[\\/]kafkajs[\\/]src[\\/]protocol[\\/]requests[\\/]index\.js$/;

/**
 * The same for the two ways of the Kafka client to prove a user that no setting can choose.
 *
 * @type {import('esbuild').Plugin}
 */
export const withoutKafkaLogins = {
  name: 'without-kafka-logins',
  setup: ({ onResolve }) => {
    onResolve({ filter: /^\.\/(?:awsIam|oauthBearer)$/ }, ({ importer }) =>
      KAFKA_LOGINS.test(importer) ? { path: shimOf('kafka-login') } : undefined,
    );
  },
};

const KAFKA_LOGINS =
  /[\\/]node_modules[\\/]kafkajs[\\/]src[\\/]broker[\\/]saslAuthenticator[\\/]index\.js$/;

const KAFKA_CLIENT = /[\\/]node_modules[\\/]kafkajs[\\/]src[\\/]index\.js$/;

/** @param {string} name */
function shimOf(name) {
  return fileURLToPath(new URL(`shims/${name}.cjs`, import.meta.url));
}
