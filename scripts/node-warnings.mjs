// @ts-check

import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/**
 * Changes what packages do that a newer Node warns of on stderr, or refuses with `--throw-deprecation`.
 * All other warnings stay. A package that no longer has such a line fails the build, so that its row here is
 * removed.
 *
 * @type {import('esbuild').Plugin}
 */
export const withoutNodeWarnings = {
  name: 'without-node-warnings',
  setup: ({ onResolve, onLoad }) => {
    onResolve({ filter: /^url$/ }, ({ importer }) =>
      NODE_FETCH.test(importer)
        ? { path: fileURLToPath(new URL('shims/url.cjs', import.meta.url)) }
        : undefined,
    );
    onLoad({ filter: KAFKA_REQUESTS }, ({ path }) => {
      const text = readFileSync(path, 'utf8');
      const [before, after, ...others] = text.split(NEGATIVE_DELAY);
      if (before === undefined || after === undefined || others.length > 0) {
        return { errors: [{ text: `${path} does not have the line ${NEGATIVE_DELAY} once.` }] };
      }
      return { contents: `${before}${POSITIVE_DELAY}${after}`, loader: 'js' };
    });
  },
};

const NODE_FETCH = /[\\/]node_modules[\\/]node-fetch[\\/]lib[\\/]index\.js$/;

const KAFKA_REQUESTS =
  /[\\/]node_modules[\\/]kafkajs[\\/]src[\\/]network[\\/]requestQueue[\\/]index\.js$/;

/** Without throttling it is the time since 1970, of which Node 24 warns (TimeoutNegativeWarning). */
const NEGATIVE_DELAY = '}, scheduleAt)';

/** As Node reads a negative delay. */
const POSITIVE_DELAY = '}, Math.max(1, scheduleAt))';
