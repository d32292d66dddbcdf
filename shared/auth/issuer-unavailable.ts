/** The issuer's keys cannot be had. */
export class IssuerUnavailable extends Error {
  override readonly name = 'IssuerUnavailable';
  /** Until the issuer is asked again. */
  readonly retryAfterMs: number;

  constructor(retryAfterMs: number, options: { readonly cause: unknown }) {
    super('the keys of the issuer are unavailable', options);
    this.retryAfterMs = retryAfterMs;
  }
}
