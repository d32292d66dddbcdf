import type { Answer } from '../api/service.ts';

/** The answer to an operation that has been carried out. */
export const OPERATED: Answer = {
  ok: true,
  response: { Result: { ReturnCode: '0', ReturnMessage: 'ok' } },
};
