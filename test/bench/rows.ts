import type { Bench } from './bench.ts';
import { backlog } from './rows/backlog.ts';
import { coldLoad } from './rows/cold-load.ts';
import { deadLetters } from './rows/dead-letters.ts';
import { emulator } from './rows/emulator.ts';
import { growth } from './rows/growth.ts';
import { heal } from './rows/heal.ts';
import { hostRate } from './rows/host-rate.ts';
import { parse } from './rows/parse.ts';
import { rate } from './rows/rate.ts';
import { request } from './rows/request.ts';
import { scale } from './rows/scale.ts';
import { simulator } from './rows/simulator.ts';
import { size } from './rows/size.ts';
import { status } from './rows/status.ts';

/** Every bench, in the order in which they run. */
export const BENCHES: readonly Bench[] = [
  size,
  coldLoad,
  request,
  status,
  backlog,
  rate,
  hostRate,
  scale,
  growth,
  deadLetters,
  heal,
  emulator,
  parse,
  simulator,
];
