// The part of the Kafka client that creates topics and changes settings, 20 kB. `deploy` creates topics
// with the cloud's API, and the functions only write and read them.
module.exports = function createAdmin() {
  throw new Error('the Kafka admin is left out of the bundles; see scripts/dead-weight.mjs');
};
