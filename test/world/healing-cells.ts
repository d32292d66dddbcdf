import { randomSource } from '../../emulator/api/random-source.ts';
import { operatorPorts } from '../../functions/compose.ts';
import type { Config } from '../../shared/config.ts';
import type { DeadLetter } from '../../shared/dead-letters/generated/dead-letter.ts';
import type { ProvisioningPorts } from '../../shared/ports.ts';
import { healRetryQueue } from '../../shared/retry-queue/run.ts';
import { retryQueue } from '../../shared/retry-queue/table.ts';
import { provisionEvent } from '../../shared/triggers/queue-consumer.ts';
import { type CallerAnswer, type Delivered, deliverCell } from './cell-deliveries.ts';
import { type Cell, faultOf, stepsUntil } from './cells.ts';
import { type CellsLedger, cellsLedger } from './cells-ledger.ts';
import { invocationBy } from './invocation.ts';
import { machineClients, machinePorts, NO_KEY_STATUS } from './machine-ports.ts';
import { machineTopicReader } from './machine-topic-reader.ts';
import { type ProvisioningWorld, provisioningWorld } from './provisioning-world.ts';
import { tenantFaults } from './tenant-faults.ts';
import { CONFIG } from './world-config.ts';

/** What a request meets. */
export type CellFailure = {
  readonly code: string;
  /** The text of the request; by default a valid one. */
  readonly textOf?: (id: string) => string;
  /** What a person or another sender has done before it comes in. Without it, calls about its tenant fail. */
  readonly given?: (world: ProvisioningWorld, id: string, ports: ProvisioningPorts) => unknown;
  /** What it waits with in the retry queue; by default no key is there. */
  readonly before?: keyof typeof BEFORE;
  readonly config?: Config;
};

export type CellResult = {
  readonly cell: Cell;
  /** Of the first delivery; undefined where the retry queue makes it. */
  readonly first?: Delivered;
  /** What its caller was told, in turn. */
  readonly answers: readonly CallerAnswer[];
  /** Minutes from the beginning: when it was provisioned or rejected, and when it was parked. */
  readonly endedMinute: number | undefined;
  readonly parkedMinute: number | undefined;
  /** The types of its events, each event once. */
  readonly events: readonly string[];
  /** What is left of it in the topic of dead letters at the end. */
  readonly left: readonly DeadLetter[];
  /** Whether there ever was a record of it. */
  readonly wasKept: boolean;
  /** When it was in none of these places. */
  readonly lostMinutes: readonly number[];
};

export type CellsRun = {
  readonly results: readonly CellResult[];
  /** How many of the requests of others in the same batch were provisioned at once, and in the end. */
  readonly othersAtOnce: number;
  readonly othersAtLast: number;
  /** How long the longest delivery took the consumer of the queue. */
  readonly longestMs: number;
  readonly deliveries: number;
  readonly healRuns: number;
};

/** What makes those wait that are in the retry queue already: no key is there yet, or it has no tags. */
const BEFORE = { keyless: 'InternalError', untagged: 'LimitExceeded.TagKey' } as const;

/**
 * Lets requests meet a failure, with the product's own functions on the emulated cloud in virtual time: an instance
 * for each request, one consumer of what `heal` sends in again, and `heal` often where something may happen.
 * A caller asks again until their request is provisioned.
 */
export async function runCells(
  failure: CellFailure,
  cells: readonly Cell[],
  untilMinute: number,
): Promise<CellsRun> {
  const world = provisioningWorld({
    seed: failure.code,
    topics: TOPICS,
    switches: SWITCHES,
  });
  const { machine, clock } = world;
  const { random } = randomSource(failure.code, 'cells');
  const faults = tenantFaults(machine);
  const config = failure.config ?? CONFIG;
  const ledger = cellsLedger(world);
  const minute = () => clock.nowMs() / 60_000;
  const counts = { longestMs: 0, deliveries: 0, healRuns: 0 };

  const options = { callsPerSecondMax: 100, random, ...faults };
  const instance = () => machinePorts(machine, clock, options);
  const consumer = instance();
  const healer = operatorPorts(
    machineClients(machine, clock, options),
    machineTopicReader(machine, clock, undefined, 5_000),
  );
  const queue = retryQueue(undefined);
  const states = new Map<string, State>(cells.map(({ id }) => [id, newState(instance())]));
  let offset = 0;
  let othersAtOnce = 0;

  /** The consumer never throws, or the test fails. */
  async function consume(texts: readonly string[], ports: ProvisioningPorts, own: Config) {
    const Records = texts.map((msgBody) => {
      offset += 1;
      return { Ckafka: { topic: 'key-requests', partition: 1, offset, msgKey: 'None', msgBody } };
    });
    const startMs = clock.nowMs();
    await provisionEvent({ Records }, ports, own, invocationBy(clock, startMs + LIMIT_MS));
    counts.deliveries += 1;
    counts.longestMs = Math.max(counts.longestMs, clock.nowMs() - startMs);
  }

  async function prepare(cell: Cell): Promise<void> {
    if (cell.place !== 'in the retry queue') return;
    const code = BEFORE[failure.before ?? 'keyless'];
    faults.set(cell.id, { code, isDown: () => true });
    await consume([textOf(cell.id)], instance(), CONFIG);
    faults.set(cell.id, undefined);
  }

  async function begin(cell: Cell): Promise<void> {
    const { id } = cell;
    if (failure.given !== undefined) await failure.given(world, id, instance());
    else faults.set(id, faultOf(failure.code, cell, minute));
  }

  async function ask(cell: Cell): Promise<void> {
    const state = states.get(cell.id) as State;
    const isFirst = state.first === undefined;
    const text = (failure.textOf ?? textOf)(cell.id);
    const place = isFirst ? cell.place : 'alone';
    const delivery = { way: cell.way, id: cell.id, text, isInBatch: place === 'in a batch' };
    const delivered = await deliverCell(delivery, world, state.ports, config, consume);
    state.first ??= delivered;
    if (delivered.answer !== undefined) state.answers.push(delivered.answer);
  }

  async function askAgain(): Promise<void> {
    const asking = cells.filter(({ id }) => states.get(id)?.answers.at(-1)?.kind === 'retry');
    await Promise.all(asking.map(ask));
  }

  async function heal(): Promise<void> {
    counts.healRuns += 1;
    const invocation = invocationBy(clock, clock.nowMs() + LIMIT_MS);
    await healRetryQueue(
      machine.nowMs(),
      { ...healer, queue, keyStatus: NO_KEY_STATUS },
      CONFIG,
      invocation,
    );
    const log = machine.topics.get('key-requests');
    for (let from = ledger.consumed(); from < (log?.size() ?? 0); from = ledger.consumed()) {
      const batch = log?.read(from, BATCH_MAX) ?? [];
      ledger.consume(batch.length);
      await consume(
        batch.map(({ value }) => value ?? ''),
        consumer,
        config,
      );
    }
  }

  function check(): void {
    ledger.read();
    for (const { id } of cells) {
      const { answers, lostMinutes } = states.get(id) as State;
      const { kind } = answers.at(-1) ?? {};
      const isTold = kind === 'retry' || kind === 'rejected';
      if (!isTold && !ledger.isKnown(id)) lostMinutes.push(minute());
    }
  }

  async function live(): Promise<void> {
    await Promise.all(cells.map(prepare));
    await Promise.all(cells.map(begin));
    await Promise.all(cells.filter(isAskedAtOnce).map(ask));
    check();
    othersAtOnce = ledger.othersDone();
    for (const step of stepsUntil(untilMinute, failure.code)) {
      if (isOver(ledger, cells, states)) break;
      if (!step.asks && ledger.waiting() === 0) continue; // Nothing can happen.
      if (step.minute > minute()) await clock.sleep(step.minute * 60_000 - clock.nowMs());
      await heal();
      if (step.asks) await askAgain();
      check();
    }
  }

  await clock.run(live());
  const results = cells.map((cell): CellResult => {
    const { first, ...state } = states.get(cell.id) as State;
    const known = ledger.of(cell.id);
    return { cell, ...(first === undefined ? {} : { first }), ...state, ...known };
  });
  return { results, othersAtOnce, othersAtLast: ledger.othersDone(), ...counts };
}

const TOPICS = new Map([
  ['key-requests', 1],
  ['key-events', 1],
  ['key-dead-letters', 1],
  ['key-quota', 1],
]);

const SWITCHES = {
  ...{ tagsMustExist: false, rateLimits: false, cmkLimit: 1_000_000 },
  // Otherwise the next attempt succeeds.
  taggingErrorLeavesKey: false,
};

const LIMIT_MS = 60_000;
const BATCH_MAX = 25;

type State = {
  readonly ports: ProvisioningPorts;
  first: Delivered | undefined;
  readonly answers: CallerAnswer[];
  readonly lostMinutes: number[];
};

function newState(ports: ProvisioningPorts): State {
  return { ports, first: undefined, answers: [], lostMinutes: [] };
}

function textOf(id: string): string {
  return JSON.stringify({ requestId: id, tenantId: id, keyName: 'main' });
}

/** What waits already comes in again by itself; callers ask all the same. */
function isAskedAtOnce({ way, place }: Cell): boolean {
  return way !== 'queue' || place !== 'in the retry queue';
}

function isOver(
  ledger: CellsLedger,
  cells: readonly Cell[],
  states: ReadonlyMap<string, State>,
): boolean {
  const isAsking = ({ id }: Cell) => states.get(id)?.answers.at(-1)?.kind === 'retry';
  return ledger.waiting() === 0 && !cells.some(isAsking);
}
