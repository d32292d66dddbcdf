import type { Alarm } from './alarm.ts';
import { BREAKDOWN_ALARMS } from './breakdown-alarms.ts';
import { REQUEST_ALARMS } from './request-alarms.ts';

/**
 * The alarms on the log, by name, in the order of docs/operations.md. That page and the files in deploy/alarms/ are
 * generated from here.
 */
export const ALARMS: Readonly<Record<string, Alarm>> = { ...REQUEST_ALARMS, ...BREAKDOWN_ALARMS };
