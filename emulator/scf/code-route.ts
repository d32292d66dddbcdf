import type { Switches } from '../api/switches.ts';
import type { Handler } from '../http/server.ts';
import type { DeployedFunction } from '../state/scf.ts';
import { codeOf } from './actions/versions.ts';
import { servedZip } from './code.ts';

/**
 * Serves the code of functions at the addresses that GetFunctionAddress answers. As with the vendor's, the
 * address itself is the permission.
 */
export function codeRoute({ functionsIn, switches }: CodeMachine): Handler {
  return ({ method, url = '' }, response) => {
    const [, region = '', name = '', version = '', sign = ''] = ADDRESS.exec(url) ?? [];
    const found = functionsIn(region).get(name);
    if (method !== 'GET' || found?.functionId !== sign) return false;
    const zipFile = codeOf(found, decodeURIComponent(version));
    if (zipFile === undefined) return false;
    response.setHeader('content-type', 'application/zip');
    response.end(servedZip(zipFile, switches()));
    return true;
  };
}

type CodeMachine = {
  readonly functionsIn: (region: string) => ReadonlyMap<string, DeployedFunction>;
  readonly switches: () => Switches;
};

const ADDRESS = /^\/code\/([\w-]+)\/([\w-]+)\/([\w%]+)\?sign=([\w-]+)$/;
