import { isJsonObject } from '../../../shared/tenant-key/json.ts';

/** The expression of a timer; its `TriggerDesc` is that alone, or a JSON object with `cron`. */
export function cronOf(desc: string): string {
  try {
    const fields: unknown = JSON.parse(desc);
    return isJsonObject(fields) && typeof fields.cron === 'string' ? fields.cron : desc;
  } catch {
    return desc;
  }
}
