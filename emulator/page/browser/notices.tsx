import { signal } from '@preact/signals';

/** What actions have reported, the newest last. Problems stay until they are closed. */
export function Notices() {
  return (
    <div class="notices">
      <div role="alert">
        {notices.value.filter(isProblem).map((notice) => (
          <NoticeView key={notice.id} notice={notice} />
        ))}
      </div>
      <div role="status">
        {notices.value.filter(isDone).map((notice) => (
          <NoticeView key={notice.id} notice={notice} />
        ))}
      </div>
    </div>
  );
}

/**
 * Runs an action of the reader. If it fails, its sentence is shown.
 *
 * @param done What to report when it succeeded.
 * @returns Whether it succeeded.
 */
export async function attempt(action: () => Promise<unknown>, done?: string): Promise<boolean> {
  try {
    await action();
    if (done !== undefined) report(done);
    return true;
  } catch (error) {
    show('problem', error instanceof Error ? error.message : String(error));
    return false;
  }
}

/** Reports what has been done, for some seconds. */
export function report(text: string): void {
  const id = show('done', text);
  window.setTimeout(close, DONE_MS, id);
}

/** Closes the newest notice. Returns false if there is none. */
export function closeNewest(): boolean {
  const newest = notices.value.at(-1);
  if (newest) close(newest.id);
  return newest !== undefined;
}

/** Closes the problems, since the reader has left the page where they arose. */
export function closeProblems(): void {
  notices.value = notices.peek().filter(isDone);
}

type Notice = {
  readonly id: number;
  readonly kind: 'problem' | 'done';
  readonly text: string;
};

const DONE_MS = 6_000;
const SHOWN_MAX = 5;

const notices = signal<readonly Notice[]>([]);
let lastId = 0;

function show(kind: Notice['kind'], text: string): number {
  lastId += 1;
  const others = notices.value.filter((notice) => notice.text !== text);
  notices.value = [...others, { id: lastId, kind, text }].slice(-SHOWN_MAX);
  return lastId;
}

function close(id: number): void {
  notices.value = notices.value.filter((notice) => notice.id !== id);
}

function isProblem({ kind }: Notice): boolean {
  return kind === 'problem';
}

function isDone({ kind }: Notice): boolean {
  return kind === 'done';
}

function NoticeView({ notice: { id, kind, text } }: { readonly notice: Notice }) {
  return (
    <div class={`notice ${kind}`}>
      <span>{text}</span>
      <button type="button" class="quiet" aria-label={`Close: ${text}`} onClick={() => close(id)}>
        ✕
      </button>
    </div>
  );
}
