// The SDK names each call by a random UUID. Node makes these itself, so the package, 10 kB with the
// other six versions, is left out.
exports.v4 = () => require('node:crypto').randomUUID();
