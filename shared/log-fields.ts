/**
 * Every field that a log line may have; docs/operations.md describes them. Any other field is dropped, so
 * that no secret, token or text of a request is logged by accident.
 */
export const LOG_FIELDS = [
  ...(['outcome', 'operation', 'invocationId', 'code', 'stage', 'reason'] as const),
  ...(['requestId', 'tenantId', 'externalTenantId', 'keyName', 'keyId', 'adopted'] as const),
  ...(['door', 'topic', 'partition', 'offset', 'messageId', 'letterId', 'redrives'] as const),
  ...(['traceparent', 'traceId', 'kmsRequestId', 'tagCode', 'tagMsg', 'detail', 'stack'] as const),
  ...(['ageS', 'calls', 'actions', 'throttles', 'durationMs', 'cloudMs', 'pacedMs'] as const),
  ...(['letters', 'stoppedBy', 'remaining'] as const),
  ...(['sent', 'trials', 'inFlight', 'causes', 'recordsRead', 'bytesRead'] as const),
  ...(['parked', 'oldestParkedS', 'waiting', 'oldestWaitingS'] as const),
  ...(['used', 'limit', 'usedPercent'] as const),
  ...(['keys', 'findings', 'planHash', 'repaired', 'left'] as const),
];

export type LogFields = { readonly [Name in (typeof LOG_FIELDS)[number]]?: unknown };
