import { Badge, type Tone } from './badge.tsx';

/** The state of a key. */
export function StateBadge({ state }: { readonly state: string }) {
  return <Badge tone={TONES[state] ?? 'warning'}>{state}</Badge>;
}

const TONES: Readonly<Record<string, Tone>> = {
  Enabled: 'good',
  Disabled: 'neutral',
  Archived: 'neutral',
  PendingDelete: 'bad',
};
