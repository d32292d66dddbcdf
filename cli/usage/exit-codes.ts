/** How the command ends. */
export type Exit = 'done' | 'failed' | 'usage' | 'partly' | 'refused' | 'nothing' | 'stopped';

/** All that a program can go by besides `--json`. */
export const EXIT_CODES: Readonly<
  Record<Exit, { readonly code: number; readonly meaning: string }>
> = {
  done: { code: 0, meaning: 'done' },
  failed: { code: 1, meaning: 'failed: there was no answer, or none that can be used' },
  usage: { code: 2, meaning: 'called wrongly: nothing was sent' },
  partly: { code: 3, meaning: 'partly done: some letters or keys are not what they should be yet' },
  refused: { code: 4, meaning: 'refused by the function, which says why: nothing changed' },
  nothing: { code: 5, meaning: 'there was nothing to do' },
  stopped: { code: 130, meaning: 'stopped by Ctrl-C' },
};
