import { isJsonObject, ownField } from '../tenant-key/json.ts';

/** What invoked a function, as far as the shape of the event says it; `other` includes commands and requests. */
export function kindOf(event: unknown): 'http' | 'queue' | 'timer' | 'other' {
  if (isHttp(event)) return 'http';
  if ((queueRecords(event) ?? eventsOfEventBridge(event)) !== undefined) return 'queue';
  return readTimer(event) === undefined ? 'other' : 'timer';
}

function isHttp(event: unknown): boolean {
  return ['httpMethod', 'path'].every((name) => typeof ownField(event, name) === 'string');
}

/**
 * The records of a batch that a queue pushed. A batch with the records of another trigger alone, such as
 * those of COS, is not one of a queue.
 */
export function queueRecords(event: unknown): readonly unknown[] | undefined {
  const records = ownField(event, 'Records');
  if (!Array.isArray(records)) return undefined;
  const isForeign = !records.some(isQueueRecord) && records.some(hasFields);
  return isForeign ? undefined : records;
}

function isQueueRecord(record: unknown): boolean {
  return WRAPPERS.some((field) => ownField(record, field) !== undefined) || namesTopic(record);
}

/** A malformed record, in its own fields or in those of an object that it wraps. */
function namesTopic(record: unknown): boolean {
  if (!isJsonObject(record)) return false;
  const objects = [record, ...Object.values(record).filter(isJsonObject)];
  return objects.some((each) => Object.keys(each).some((name) => /^topic(?:name)?$/i.test(name)));
}

function hasFields(record: unknown): boolean {
  return isJsonObject(record) && Object.keys(record).length > 0;
}

/** The fields that wrap a record. */
const WRAPPERS = ['Ckafka', 'CMQ'];

/**
 * The events of EventBridge. One comes alone or, when the rule delivers in batches, in an `EventList`.
 *
 * @see https://cloud.tencent.com/document/product/248/87520 (the envelope)
 */
export function eventsOfEventBridge(event: unknown): readonly unknown[] | undefined {
  const isAlone = ownField(event, 'specversion') !== undefined;
  const events = isAlone ? [event] : ownField(event, 'EventList');
  return Array.isArray(events) ? events : undefined;
}

/** The event of a timer. */
export type TimerEvent = {
  readonly kind: 'timer';
  readonly name: string;
  readonly text: string;
  /** When it was due, as the platform says it. */
  readonly time: string;
};

/** Reads the event of a timer. Its text is the one that the trigger is configured with. */
export function readTimer(event: unknown): TimerEvent | undefined {
  if (ownField(event, 'Type') !== 'Timer') return undefined;
  const fields = ['TriggerName', 'Message', 'Time'].map((name) => ownField(event, name));
  const [name, text, time] = fields.map(textOrEmpty) as [string, string, string];
  return { kind: 'timer', name, text, time };
}

function textOrEmpty(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
