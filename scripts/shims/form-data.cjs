// The SDK uses this package, 140 kB with its tables, for multipart calls only. We make none.
module.exports = function FormData() {
  throw new Error('multipart calls are left out of the bundles; see scripts/dead-weight.mjs');
};
