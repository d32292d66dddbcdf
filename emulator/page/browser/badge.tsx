/** A state, an outcome or an error code in a few words. Its colour only repeats what the words say. */
export function Badge({ tone, children }: { readonly tone: Tone; readonly children: string }) {
  return <span class={`badge ${tone}`}>{children}</span>;
}

export type Tone = 'good' | 'bad' | 'warning' | 'neutral';

/** The error code of a call, or that it succeeded. */
export function CodeBadge({ code }: { readonly code: string | null | undefined }) {
  return <Badge tone={code ? 'bad' : 'good'}>{code ?? 'OK'}</Badge>;
}
