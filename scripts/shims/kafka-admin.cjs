// The Kafka client's part that makes topics and changes settings, 20 kB. Topics are made by `deploy`
// with the cloud's API; the functions write to them and read them.
module.exports = function createAdmin() {
  throw new Error('the Kafka admin is left out of the bundles; see scripts/dead-weight.mjs');
};
