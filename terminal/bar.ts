/** How much of a whole there is, in `columns` columns. Less than all never looks like all. */
export function bar(part: number, whole: number, columns: number): string {
  const room = columns - 2;
  const share = whole <= 0 ? 1 : Math.min(1, Math.max(0, part / whole));
  const full = Math.floor(share * room);
  return `[${'#'.repeat(full)}${'-'.repeat(room - full)}]`;
}
