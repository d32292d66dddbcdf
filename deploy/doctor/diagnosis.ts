/** What one check of an account came to. */
export type Diagnosis = {
  /** What was looked at, such as `quota`. */
  readonly check: string;
  /** `warn`: it works, or may work, but somebody should look at it. */
  readonly state: DiagnosisState;
  /** What was found, in a sentence. */
  readonly found: string;
  /** What to do about it, in a sentence. */
  readonly remedy?: string;
};

export type DiagnosisState = 'good' | 'warn' | 'bad';
