// Users of the Kafka client by AWS IAM and by OAuth, 2 kB: TOPICS_SASL_MECHANISM has neither.
module.exports = function createLogin() {
  throw new Error('this mechanism is left out of the bundles; see scripts/dead-weight.mjs');
};
