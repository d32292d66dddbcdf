import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** A version of Node that tests run programs in. */
export type InstalledNode = { readonly version: string; readonly path: string };

const FOLDER = fileURLToPath(new URL('../runtimes/', import.meta.url));

/**
 * Those of test/runtimes for this system, the oldest first: the platform's and newer ones. Where the
 * registry has none, it is your own.
 */
export const INSTALLED_NODES: readonly InstalledNode[] = installedNodes();

function installedNodes(): readonly InstalledNode[] {
  const { optionalDependencies } = JSON.parse(readFileSync(`${FOLDER}package.json`, 'utf8'));
  const system = `-${process.platform}-${process.arch}`;
  const nodes = Object.entries<string>(optionalDependencies)
    .filter(([name]) => name.endsWith(system))
    .map(([name, version]) => ({
      version: version.replace(/^.*@/, ''),
      path: `${FOLDER}node_modules/${name}/bin/node`,
    }));
  for (const { path } of nodes) {
    if (!existsSync(path)) throw new Error(`${path} is missing: run scripts/install-runtimes.mjs.`);
  }
  return nodes.length > 0 ? nodes : [{ version: process.versions.node, path: process.execPath }];
}
