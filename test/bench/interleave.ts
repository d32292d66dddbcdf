import { type Figure, figureOf } from './figure.ts';

/**
 * Runs contenders alternately, round after round, so that other load on the machine affects all of
 * them equally. A different contender begins each round.
 */
export async function interleave<Name extends string>(
  rounds: number,
  contenders: Readonly<Record<Name, (round: number) => Promise<number>>>,
): Promise<Readonly<Record<Name, Figure>>> {
  const names = Object.keys(contenders) as Name[];
  const values = new Map<Name, number[]>(names.map((name) => [name, []]));
  for (let round = 0; round < rounds; round += 1) {
    const first = round % names.length;
    for (const name of [...names.slice(first), ...names.slice(0, first)]) {
      values.get(name)?.push(await contenders[name](round));
    }
  }
  const figures = names.map((name) => [name, figureOf(values.get(name) ?? [])] as const);
  return Object.fromEntries(figures) as Record<Name, Figure>;
}
