import type { Answer } from './use-answer.ts';

/** Says why an answer is missing or outdated, and offers to read again. */
export function AnswerNotice({ answer }: { readonly answer: Answer<unknown> }) {
  const { problem, data, readAgain } = answer;
  if (problem === undefined) return null;
  return (
    <div class="notice problem" role="alert">
      <span>
        {problem}
        {data !== undefined && ' What is shown here is from before.'}
      </span>
      <button type="button" onClick={readAgain}>
        Read again
      </button>
    </div>
  );
}

/** What to say in place of rows. That there are none may be said only when they could be read. */
export function emptyText({ data }: Answer<unknown>, text: string): string {
  return data === undefined ? 'They could not be read.' : text;
}

/** Stands where the content of an answer will be. A table says this by itself. */
export function Reading({ answer }: { readonly answer: Answer<unknown> }) {
  const { data, problem } = answer;
  return data === undefined && problem === undefined ? <p class="empty">Reading…</p> : null;
}
