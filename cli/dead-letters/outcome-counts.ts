/** How many there are of each outcome, such as `3 provisioned, 1 parked`; in the order in which they first occur. */
export function outcomeCounts(ends: readonly { readonly outcome: string }[]): string {
  const counts = new Map<string, number>();
  for (const { outcome } of ends) counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
  return [...counts].map(([outcome, count]) => `${count} ${outcome}`).join(', ');
}
