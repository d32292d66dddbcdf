/**
 * What every repeat of an event has in common (P4), as text: all of a provisioned event. Of every other event not
 * its time, which is that of the report, and not what the vendor said of the attempt, which is new each time.
 */
export function stableText(event: object): string {
  const { time: _, ...attributes } = event as Published;
  if (attributes.type === 'tenant-key.provisioned') return JSON.stringify(event);
  const { kmsRequestId: __, tagCode: ___, tagMsg: ____, ...data } = attributes.data;
  return JSON.stringify({ ...attributes, data });
}

type Published = {
  readonly type: string;
  readonly time?: string;
  readonly data: Readonly<Record<string, unknown>>;
};
