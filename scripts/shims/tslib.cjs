// The SDK's files ask this package, 7 kB, for two of its forty helpers. They do what a compiler adds
// to bring in CommonJS, and are the same here; a test compares them.
/** @param {any} module */
exports.__importDefault = (module) => (module?.__esModule ? module : { default: module });

/** @param {any} module */
exports.__importStar = (module) => {
  if (module?.__esModule) return module;
  const star = { default: module };
  for (const name of Object.keys(module)) {
    if (name === 'default') continue;
    // Node warns of some of its own properties as soon as they are read.
    Object.defineProperty(star, name, { enumerable: true, get: () => module[name] });
  }
  return star;
};
