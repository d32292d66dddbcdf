/** How the command ends. */
export type Exit = 'done' | 'failed' | 'usage' | 'partly' | 'refused' | 'nothing' | 'stopped';

/** All that a program can go by besides `--json`. */
export const EXIT_CODES: Readonly<
  Record<Exit, { readonly code: number; readonly meaning: string }>
> = {
  done: { code: 0, meaning: 'done' },
  failed: { code: 1, meaning: 'failed: there was no answer that can be used, or a check is bad' },
  usage: { code: 2, meaning: 'called wrongly, or a setting is missing: nothing was changed' },
  partly: { code: 3, meaning: 'partly done: something is not what it should be yet' },
  refused: { code: 4, meaning: 'refused, for the reason that is told: nothing was changed' },
  nothing: { code: 5, meaning: 'there was nothing to do' },
  stopped: { code: 130, meaning: 'stopped by Ctrl-C' },
};
