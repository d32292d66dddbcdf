import type { Place } from '../topics/topic-log.ts';

/** A way in. */
export type Door = 'http' | 'queue';

/** What happens in the application while it runs. */
export type News = RequestNews | OutcomeNews | AnswerNews | FailureNews;

/** Whose key a request is for, as far as the request says it. Nothing of it is checked. */
export type Names = {
  readonly requestId?: string | undefined;
  readonly tenantId?: string | undefined;
  readonly keyName?: string | undefined;
};

/** A request came in. */
type RequestNews = Names & { readonly kind: 'request'; readonly door: Door };

/** What became of one delivery of a request. */
export type OutcomeNews = Names & {
  readonly kind: 'outcome';
  /** A letter came out of the dead letters, as somebody or the timer had it sent in again. */
  readonly door: Door | 'letter';
  readonly outcome: Outcome;
  readonly keyId?: string | undefined;
  /** The key was there before. */
  readonly adopted?: boolean | undefined;
  /** A code of the failure table or, when the function itself failed, the platform's. */
  readonly code?: string | undefined;
  /** Where a message of the queue lies in its topic. */
  readonly place?: Place | undefined;
};

export const OUTCOMES = ['provisioned', 'rejected', 'parked', 'retry'] as const;

export type Outcome = (typeof OUTCOMES)[number];

/** A function's URL answered something that is no outcome: a list of keys, a plan, a 404. */
type AnswerNews = {
  readonly kind: 'answer';
  readonly method: string;
  readonly path: string;
  readonly status: number;
};

/** An invocation failed. */
export type FailureNews = {
  readonly kind: 'failure';
  readonly functionName: string;
  /** One sentence, without a stack. */
  readonly reason: string;
};
