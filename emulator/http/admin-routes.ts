import { parseSwitches } from '../api/parse-switches.ts';
import type { CloudMachine } from '../cloud-machine.ts';
import { parseFaults } from '../faults/parse-faults.ts';
import { json, jsonOf, type Outcome, type Route, refusal } from './route.ts';

/** Ways to look into the local cloud and to meddle with it; the real one has none of them. */
export function adminRoutes(machine: CloudMachine): readonly Route[] {
  const { faults, journal, topics } = machine;

  function isAction(name: string): boolean {
    const [, topic = ''] = /^topics:(?:publish|read):(.*)$/.exec(name) ?? [];
    return machine.hasAction(name) || topics.get(topic) !== undefined;
  }

  function addFaults(body: Buffer): Outcome {
    const parsed = parseFaults(jsonOf(body), isAction);
    if (!parsed.ok) return refusal(parsed.problem);
    faults.add(parsed.value);
    return json(faults.list());
  }

  function clear(part: typeof faults | typeof journal): Outcome {
    part.clear();
    return json(part.list());
  }

  function putSwitches(body: Buffer): Outcome {
    const parsed = parseSwitches(jsonOf(body));
    if (!parsed.ok) return refusal(parsed.problem);
    machine.setSwitches(parsed.value);
    return json(machine.switches());
  }

  function advanceClock(body: Buffer): Outcome {
    const { ms } = (jsonOf(body) ?? {}) as { readonly ms?: unknown };
    if (typeof ms !== 'number' || !Number.isSafeInteger(ms) || ms < 0 || ms > YEAR_MS) {
      return refusal(
        'The clock advances by a whole number of milliseconds, at most a year: {"ms":60000}.',
      );
    }
    machine.advanceClock(ms);
    return json({ nowMs: machine.nowMs() });
  }

  function reset(): Outcome {
    machine.reset();
    return json({ reset: true });
  }

  return [
    { method: 'GET', path: '/faults', handle: () => json(faults.list()) },
    { method: 'POST', path: '/faults', handle: ({ body }) => addFaults(body) },
    { method: 'DELETE', path: '/faults', handle: () => clear(faults) },
    { method: 'GET', path: '/journal', handle: () => json(journal.list()) },
    { method: 'DELETE', path: '/journal', handle: () => clear(journal) },
    { method: 'POST', path: '/reset', handle: reset },
    { method: 'POST', path: '/clock/advance', handle: ({ body }) => advanceClock(body) },
    { method: 'GET', path: '/switches', handle: () => json(machine.switches()) },
    { method: 'PUT', path: '/switches', handle: ({ body }) => putSwitches(body) },
  ];
}

const YEAR_MS = 366 * 24 * 60 * 60 * 1_000;
