// The calls of the part of the Kafka client that kafka-admin.cjs replaces, 27 kB. The client asks each
// definition which versions of its call there are, and none was ever made.
/** @type {string[]} */
exports.versions = [];
exports.protocol = () => {
  throw new Error(
    'the calls of the Kafka admin are left out of the bundles; see scripts/dead-weight.mjs',
  );
};
