/** A CKafka batch: one request for the key `main` of each tenant, from `t-<first>` on. */
export function requestEvent(first: number, count: number): object {
  return { Records: Array.from({ length: count }, (_, index) => recordOf(first + index)) };
}

function recordOf(offset: number): object {
  const tenantId = `t-${offset}`;
  const msgBody = JSON.stringify({ requestId: `r-${offset}`, tenantId, keyName: 'main' });
  return { Ckafka: { topic: 'key-requests', partition: 0, offset, msgKey: tenantId, msgBody } };
}
