// The SDK uses this package, 15 kB with its dependencies, when it has a proxy but no agent. We always
// pass an agent, so that a variable `http_proxy` cannot redirect calls.
module.exports = function HttpsProxyAgent() {
  throw new Error('calls through a proxy are left out of the bundles; see scripts/dead-weight.mjs');
};
