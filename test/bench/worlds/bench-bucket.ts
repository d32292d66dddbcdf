/** The bucket that the local cloud of the benches has for statuses. */
export const BENCH_BUCKET = 'tenant-keys-statuses-1250000000';
