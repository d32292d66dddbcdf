// The SDK gives each call a random UUID. Node generates these itself, so the package, 10 kB with the
// other six versions, is left out.
exports.v4 = () => require('node:crypto').randomUUID();
