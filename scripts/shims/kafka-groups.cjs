// The part of the Kafka client that joins a group and runs its consumers, 30 kB. The functions read without
// a group: `openKafkaCluster` says why.
module.exports = function joinGroup() {
  throw new Error('groups of Kafka are left out of the bundles; see scripts/dead-weight.mjs');
};
