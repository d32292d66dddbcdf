/**
 * Shows a page that is opened from its beginning, and one to which the reader goes back from where they left it,
 * as soon as its rows are there again.
 */
export function followScroll(): void {
  window.history.scrollRestoration = 'manual';
  window.addEventListener('scroll', () => {
    clearTimeout(saving);
    saving = window.setTimeout(save, PAUSE_MS);
  });
  // Whoever follows a link at once would not wait for the pause.
  document.addEventListener('click', save, { capture: true });
  window.addEventListener('hashchange', () => scrollTo(savedTop()));
  scrollTo(savedTop());
}

const PAUSE_MS = 300;
const ROWS_MS_MAX = 3_000;

let saving: number | undefined;
let stop = () => {};

/** The place of each entry of the browser's history is kept in it. A new entry has none. */
function save(): void {
  clearTimeout(saving);
  if (savedTop() !== window.scrollY) {
    window.history.replaceState({ top: window.scrollY }, '');
  }
}

function savedTop(): number {
  const { state } = window.history;
  return typeof state?.top === 'number' ? state.top : 0;
}

/** Scrolls as far as the page reaches, and on while it grows, unless the reader scrolls meanwhile. */
function scrollTo(top: number): void {
  clearTimeout(saving);
  stop();
  const sizes = new ResizeObserver(() => {
    window.scrollTo({ top, behavior: 'instant' });
    if (window.scrollY >= top) stop();
  });
  const timer = window.setTimeout(() => stop(), ROWS_MS_MAX);
  const leave = () => stop();
  for (const name of READER_EVENTS) window.addEventListener(name, leave);
  stop = () => {
    sizes.disconnect();
    clearTimeout(timer);
    for (const name of READER_EVENTS) window.removeEventListener(name, leave);
  };
  sizes.observe(document.body);
}

const READER_EVENTS = ['wheel', 'touchstart', 'keydown', 'pointerdown'] as const;
