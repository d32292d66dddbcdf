import type { Parameters } from '../../api/service.ts';

/** The parameters that name one trigger. */
export const TRIGGER = {
  FunctionName: { type: 'string', required: true },
  TriggerName: { type: 'string', required: true },
  Type: { type: 'string', required: true },
  Namespace: { type: 'string' },
  Qualifier: { type: 'string' },
  TriggerDesc: { type: 'string' },
} as const satisfies Parameters;
