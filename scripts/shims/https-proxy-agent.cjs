// The SDK asks for this package, 15 kB with what it needs, when it is given a proxy but no agent. We
// always give it an agent, so that nobody's `http_proxy` leads calls elsewhere.
module.exports = function HttpsProxyAgent() {
  throw new Error('calls through a proxy are left out of the bundles; see scripts/dead-weight.mjs');
};
