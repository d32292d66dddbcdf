import type { Selection } from '../../shared/dead-letters/generated/dead-letters-command.ts';
import type { Stage } from '../../shared/tenant-key/message.ts';

/** The selection of dead letters that flags make. The values have been checked before. */
export function selectionOf(flags: ReadonlyMap<string, readonly string[]>): Selection {
  const [tenantId] = flags.get('--tenant') ?? [];
  const [span] = flags.get('--older-than') ?? [];
  const [limit] = flags.get('--limit') ?? [];
  const codes = flags.get('--code');
  const ids = flags.get('--id');
  const stages = flags.get('--stage') as readonly Stage[] | undefined;
  return {
    ...(flags.has('--all') && { all: true as const }),
    ...statesOf(flags.get('--state')),
    ...(codes && { codes: distinct(codes) }),
    ...(tenantId !== undefined && { tenantId }),
    ...(stages && { stages: distinct(stages) }),
    ...(ids && { ids: distinct(ids) }),
    ...(span !== undefined && { olderThanS: secondsIn(span) }),
    ...(limit !== undefined && { limit: Number(limit) }),
  };
}

/** The flags that make a selection, for a command that is proposed. */
export function flagsFor(selection: Selection): readonly string[] {
  const { all, states, codes = [], tenantId, stages = [] } = selection;
  const { ids = [], olderThanS, limit } = selection;
  return [
    ...(all ? ['--all'] : []),
    ...(states === undefined ? [] : ['--state', states.length > 1 ? 'all' : String(states[0])]),
    ...codes.flatMap((code) => ['--code', code]),
    ...(tenantId === undefined ? [] : ['--tenant', tenantId]),
    ...stages.flatMap((stage) => ['--stage', stage]),
    ...ids.flatMap((id) => ['--id', id]),
    ...(olderThanS === undefined ? [] : ['--older-than', `${olderThanS}s`]),
    ...(limit === undefined ? [] : ['--limit', String(limit)]),
  ];
}

/** The flags that select by a property of dead letters: all but `--all`, `--state` and `--limit`. */
export const FILTER_FLAGS = ['--code', '--tenant', '--stage', '--older-than', '--id'] as const;

type States = NonNullable<Selection['states']>;

function statesOf([state]: readonly string[] = []): Pick<Selection, 'states'> {
  if (state === undefined) return {};
  return { states: STATES.filter((each) => state === 'all' || state === each) };
}

const STATES: States = ['waiting', 'parked'];

function distinct<Value>(values: readonly Value[]): readonly Value[] {
  return [...new Set(values)];
}

function secondsIn(span: string): number {
  return Number(span.slice(0, -1)) * (UNITS_S[span.slice(-1)] ?? 1);
}

const UNITS_S: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3_600, d: 86_400 };
