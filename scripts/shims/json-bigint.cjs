// The SDK writes its requests with this package, 25 kB with its arithmetic, so that a BigInt becomes a
// number; it parses answers with JSON.parse. We never pass a BigInt, and JSON.stringify throws for one,
// so no value is rounded that was not rounded before.
module.exports = () => ({ stringify: JSON.stringify });
