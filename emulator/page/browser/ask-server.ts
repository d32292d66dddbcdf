/**
 * Sends a request to the local cloud and reads its answer.
 *
 * @throws Error in a sentence, the server's own where it has one.
 */
export async function askServer<Answer>(path: string, options: AskOptions = {}): Promise<Answer> {
  const { method = 'GET', body, signal } = options;
  const response = await fetch(path, {
    method,
    headers: { accept: 'application/json', ...(body !== undefined && JSON_CONTENT) },
    ...(body !== undefined && { body: JSON.stringify(body) }),
    ...(signal && { signal }),
  }).catch((cause: unknown) => {
    if (signal?.aborted) throw cause;
    throw new Error('The local cloud does not answer. Is it still running?', { cause });
  });
  const answer = await response.json().catch(() => undefined);
  if (!response.ok) throw new Error(sentenceOf(answer, response.status));
  return answer as Answer;
}

export type AskOptions = {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Is sent as JSON. */
  readonly body?: unknown;
  readonly signal?: AbortSignal;
};

const JSON_CONTENT = { 'content-type': 'application/json' };

function sentenceOf(answer: unknown, status: number): string {
  const { error } = (answer ?? {}) as { readonly error?: unknown };
  if (typeof error === 'string') return error;
  return `The local cloud refused this with the status ${status} and gave no reason.`;
}
