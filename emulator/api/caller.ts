/** Whose credentials signed a call. */
export type Caller =
  /** Those of the account itself, which may do anything. */
  | { readonly kind: 'account' }
  /** Temporary ones of a role, which may do what its policies allow. */
  | { readonly kind: 'role'; readonly name: string };

export const ACCOUNT: Caller = { kind: 'account' };

/** The caller as the journal has it. */
export function callerName(caller: Caller): string {
  return caller.kind === 'account' ? 'account' : `role/${caller.name}`;
}
