// The SDK writes its requests with this package, 25 kB with its arithmetic, so that a BigInt becomes a
// number; it parses answers with JSON.parse. We never pass a BigInt, for which JSON.stringify
// throws, so no value is silently rounded.
module.exports = () => ({ stringify: JSON.stringify });
