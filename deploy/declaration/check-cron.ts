import { Cron } from 'croner';

/**
 * Checks a timer's expression of seven fields, such as `0 30 9 * * MON-FRI *`, and hands it on.
 *
 * @throws Error in one sentence, when the text is no such expression.
 * @see https://cloud.tencent.com/document/product/583/9708
 */
export function checkCron(text: string): string {
  const rule = 'must be seven fields: second, minute, hour, day, month, weekday and year';
  if (text.trim().split(/\s+/).length !== 7) throw new Error(rule);
  try {
    // Sloppy is what the vendor's page has: `0/5` is every fifth from 0 on.
    new Cron(text, { sloppyRanges: true, paused: true });
  } catch (cause) {
    throw new Error(`${rule}, each in its range`, { cause });
  }
  return text;
}
