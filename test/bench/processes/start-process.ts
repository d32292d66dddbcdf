import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** A child process that answers questions, one at a time. */
export type Process<Hello> = {
  /** Its first message. */
  readonly hello: Hello;
  readonly ask: <Answer>(question: object | string) => Promise<Answer>;
  readonly end: () => Promise<void>;
};

/**
 * Starts one of the processes of the benches.
 *
 * @throws Error when it ends before its first message.
 */
export async function startProcess<Hello>(
  name: 'cloud' | 'client' | 'constant' | 'host',
  args: readonly string[] = [],
): Promise<Process<Hello>> {
  const path = fileURLToPath(new URL(`./${name}-process.mjs`, import.meta.url));
  const child = fork(path, args, { execArgv: ['--expose-gc'] });
  const ended = once(child, 'exit').then(([code]) => {
    throw new Error(`the process ${name} ${args.join(' ')} ended with ${code}`);
  });
  ended.catch(() => {}); // The rejection reaches callers through the race below.
  const answer = async () => (await Promise.race([once(child, 'message'), ended]))[0];
  return {
    hello: await answer(),
    ask: (question) => {
      const answered = answer();
      child.send(question);
      return answered;
    },
    end: async () => {
      child.disconnect();
      await ended.catch(() => {});
    },
  };
}
