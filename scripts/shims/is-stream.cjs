// The SDK asks of every parameter whether it is a stream, which it would read before the call. Ours are
// plain values, so this package and get-stream, 2 kB together, are left out.
/** @param {unknown} value */
module.exports = function isStream(value) {
  if (typeof (/** @type {any} */ (value)?.pipe) !== 'function') return false;
  throw new Error('streams are left out of the bundles; see scripts/dead-weight.mjs');
};
