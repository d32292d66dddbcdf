// The SDK's files use two of the forty helpers of this package, 7 kB. They import CommonJS modules
// as compiled code expects. A test compares these copies with the originals.
/** @param {any} module */
exports.__importDefault = (module) => (module?.__esModule ? module : { default: module });

/** @param {any} module */
exports.__importStar = (module) => {
  if (module?.__esModule) return module;
  const star = { default: module };
  for (const name of Object.keys(module)) {
    if (name === 'default') continue;
    // Node prints a warning when some of its own properties are read.
    Object.defineProperty(star, name, { enumerable: true, get: () => module[name] });
  }
  return star;
};
