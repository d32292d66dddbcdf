import { Badge, type Tone } from '../../../emulator/page/browser/badge.tsx';
import type { DeadLetterRow, RequestOutcomeName, RequestRow, RequestWayIn } from '../wire.ts';

/** The outcome of a request. */
export function OutcomeBadge({ outcome }: { readonly outcome: RequestOutcomeName }) {
  return <Badge tone={TONES[outcome]}>{outcome}</Badge>;
}

const TONES: Readonly<Record<RequestOutcomeName, Tone>> = {
  received: 'neutral',
  provisioned: 'good',
  rejected: 'bad',
  waiting: 'warning',
  parked: 'bad',
  retry: 'warning',
};

/** Each way in, as a person reads it. */
export const WAYS_IN: Readonly<Record<RequestWayIn, string>> = {
  http: 'HTTP API',
  queue: 'Queue',
  retry: 'Before the start, by the timer',
  redrive: 'Before the start, by a redrive',
};

/** The outcomes that a request can have now. */
export const OUTCOMES = Object.keys(TONES) as readonly RequestOutcomeName[];

type Names = Pick<RequestRow, 'tenantId' | 'externalTenantId' | 'keyName'>;

/** The names of the request, or the beginning of the id where they are not known. */
export function deadLetterName(row: Names & Pick<DeadLetterRow, 'id'>): string {
  const { tenantId, externalTenantId, keyName, id } = row;
  const isNamed = (tenantId ?? externalTenantId ?? keyName) !== undefined;
  return isNamed ? nameOf(row) : id.slice(0, 11);
}

/** Such as `acme/main`, as far as it is known. */
export function nameOf({ tenantId, externalTenantId = tenantId, keyName }: Names): string {
  if (externalTenantId === undefined && keyName === undefined) return '(no names)';
  return `${externalTenantId ?? '?'}/${keyName ?? '?'}`;
}
