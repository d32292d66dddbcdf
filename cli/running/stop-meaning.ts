import { verbAlone } from '../usage/find-verb.ts';

/** What Ctrl-C leaves behind, as the end of a sentence. */
export function stopMeaning(args: readonly string[]): string {
  const first = args.find((word) => !word.startsWith('-'));
  return verbAlone(first) === undefined
    ? 'what the function has in hand, it still ends'
    : 'the same command goes on from here';
}
