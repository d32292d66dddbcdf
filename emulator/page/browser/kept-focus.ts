/**
 * Gives the focus a place when the element that has it is removed or disabled, as a button may be by its own
 * action. A reader who cannot see the page would otherwise be at its beginning without a word.
 */
export function keepFocus(): void {
  document.addEventListener('focusin', ({ target }) => {
    clearTimeout(waiting);
    last = target instanceof HTMLElement ? target : undefined;
  });
  const changes = new MutationObserver(check);
  changes.observe(document.body, {
    childList: true,
    subtree: true,
    attributeFilter: ['disabled'],
  });
}

/** A button that is disabled only while its action runs keeps the focus. */
const DISABLED_MS_MAX = 300;

let last: HTMLElement | undefined;
let waiting: number | undefined;

function check(): void {
  if (last === undefined || isUsable(last)) return;
  clearTimeout(waiting);
  if (last.isConnected) waiting = window.setTimeout(settle, DISABLED_MS_MAX);
  else settle();
}

function settle(): void {
  const { activeElement, body } = document;
  // The reader may have gone elsewhere meanwhile.
  if (last === undefined || (activeElement !== body && activeElement !== last)) return;
  const place = isUsable(last) ? last : placeFor();
  place?.focus({ preventScroll: true });
}

function isUsable(element: HTMLElement): boolean {
  return element.isConnected && !element.matches(':disabled');
}

/** The open dialog, outside of which nothing can have the focus, or else the heading of the page. */
function placeFor(): HTMLElement | null {
  const dialog = document.querySelector('dialog[open]');
  if (dialog) return dialog.querySelector('input:enabled, button:enabled');
  return document.querySelector('main h1');
}
