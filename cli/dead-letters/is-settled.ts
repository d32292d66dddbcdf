/** The letter waits no more, or would not. */
export function isSettled({ outcome }: { readonly outcome: string }): boolean {
  return outcome === 'provisioned' || outcome === 'rejected';
}
