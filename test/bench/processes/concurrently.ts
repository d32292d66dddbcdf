/** Calls `each` for `count` numbers from `first` on, with at most `concurrency` calls at once. */
export async function concurrently(
  first: number,
  count: number,
  concurrency: number,
  each: (index: number) => Promise<void>,
): Promise<void> {
  let next = first;
  async function worker(): Promise<void> {
    while (next < first + count) {
      const index = next;
      next += 1;
      await each(index);
    }
  }
  await Promise.all(Array.from({ length: concurrency }, worker));
}
