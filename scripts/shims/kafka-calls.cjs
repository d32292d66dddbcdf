// The calls of the Kafka client that nothing here makes, 55 kB: those of the parts that kafka-admin.cjs and
// kafka-groups.cjs replace, and of transactions. The client asks each definition which versions of its call
// there are, and none was ever made.
/** @type {string[]} */
exports.versions = [];
exports.protocol = () => {
  throw new Error(
    'the calls of the Kafka admin, of groups and of transactions are left out of the bundles; see scripts/dead-weight.mjs',
  );
};
