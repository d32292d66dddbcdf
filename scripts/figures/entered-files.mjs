// @ts-check

import { Session } from 'node:inspector';

/**
 * Records which scripts are entered, by V8's own count of calls.
 *
 * @typedef {object} Entries
 * @property {() => void} restart Forgets all calls so far.
 * @property {() => readonly string[]} list The URLs of the scripts of which a function was called since
 *   then. Loading a module is not a call.
 */

/** @returns {Entries} */
export function watchEntries() {
  const session = new Session();
  session.connect();
  session.post('Profiler.enable');
  session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true });

  function list() {
    /** @type {string[]} */
    const urls = [];
    // Within one process the answer comes before `post` returns, and taking it sets all counts to 0.
    session.post('Profiler.takePreciseCoverage', (error, coverage) => {
      if (error) throw error;
      for (const { url, functions } of coverage.result) {
        if (functions.some(isCalledFunction)) urls.push(url);
      }
    });
    return urls;
  }

  return { restart: () => void list(), list };
}

/** @param {import('node:inspector').Profiler.FunctionCoverage} coverage */
function isCalledFunction({ functionName, ranges: [whole] }) {
  if (whole === undefined || whole.count === 0) return false;
  const isModuleBody = functionName === '' && whole.startOffset === 0;
  return !isModuleBody;
}
