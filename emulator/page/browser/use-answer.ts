import { useEffect, useRef, useState } from 'preact/hooks';
import { askServer } from './ask-server.ts';
import { eventsOf, onConnected } from './live.ts';
import { repeatedReader } from './repeated-reader.ts';

/** What the server has answered so far. */
export type Answer<Data> = {
  /** The last answer, which stays while the next one is on its way. */
  readonly data?: Data;
  /** Why there is no newer answer. */
  readonly problem?: string;
  /** The answer to this very path has not arrived yet. */
  readonly loading: boolean;
  readonly readAgain: () => void;
};

/**
 * Reads a path of the server: at once, when the path changes, after each of these events, and after each
 * connection; at most twice a second.
 */
export function useAnswer<Data>(path: string, events: readonly string[] = []): Answer<Data> {
  const [state, setState] = useState<Read<Data>>({});
  const readAgain = useRef(() => {});

  useEffect(() => {
    const reader = repeatedReader(() => {
      const { signal } = reader;
      return askServer<Data>(path, { signal }).then(
        (data) => signal.aborted || setState({ path, data }),
        (error: Error) => {
          if (!signal.aborted) setState(({ data }) => ({ path, data, problem: error.message }));
        },
      );
    });
    readAgain.current = reader.read;
    reader.read();
    const on = eventsOf<Record<string, unknown>>();
    const removers = [onConnected(reader.read), ...events.map((name) => on(name, reader.read))];
    return () => {
      reader.end();
      for (const remove of removers) remove();
    };
  }, [path, events.join()]);

  const { data, problem } = state;
  return {
    ...(data !== undefined && { data }),
    ...(problem !== undefined && { problem }),
    loading: state.path !== path,
    readAgain: () => readAgain.current(),
  };
}

type Read<Data> = {
  readonly path?: string;
  readonly data?: Data | undefined;
  readonly problem?: string;
};
