import { signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { Dialog } from './dialog.tsx';
import { closeNewest } from './notices.tsx';

/** What a key does while a page is shown. */
export type Shortcut = {
  /** One key such as `p`, or two after each other such as `g k`. */
  readonly keys: string;
  readonly text: string;
  readonly act: () => void;
};

/** Adds a shortcut for as long as the component is shown. */
export function useShortcut(keys: string, text: string, act: () => void): void {
  useEffect(() => addShortcuts([{ keys, text, act }]), [keys, text, act]);
}

/** Adds shortcuts until the returned function is called. */
export function addShortcuts(added: readonly Shortcut[]): () => void {
  shortcuts.value = [...shortcuts.peek(), ...added];
  return () => {
    shortcuts.value = shortcuts.peek().filter((shortcut) => !added.includes(shortcut));
  };
}

/** Listens to the keyboard from now on. */
export function startShortcuts(): void {
  addShortcuts([
    { keys: '/', text: 'Go to the filter', act: focusSearch },
    { keys: '?', text: 'Show or close this list', act: toggleHelp },
  ]);
  document.addEventListener('keydown', press);
}

/** The button that shows all keys, and what it shows. */
export function ShortcutHelp() {
  return (
    <>
      <button type="button" class="quiet" onClick={toggleHelp}>
        Keyboard shortcuts
      </button>
      {isHelpOpen.value && (
        <Dialog title="Keyboard shortcuts" onClose={closeHelp}>
          <dl class="keys">
            {[...shortcuts.value, ESCAPE].map(({ keys, text }) => (
              <div key={keys}>
                <dt>
                  {keys.split(' ').map((key) => (
                    <kbd key={key}>{key}</kbd>
                  ))}
                </dt>
                <dd>{text}</dd>
              </div>
            ))}
          </dl>
          <label class="check">
            <input type="checkbox" checked={isOn.value} onChange={toggleOn} />
            <span>Use these shortcuts</span>
          </label>
          <form method="dialog" class="actions">
            <button type="submit">Close</button>
          </form>
        </Dialog>
      )}
    </>
  );
}

const ESCAPE = { keys: 'Esc', text: 'Leave the filter, close a dialog, a message or a detail' };
const SECOND_KEY_MS = 1_500;

const shortcuts = signal<readonly Shortcut[]>([]);
const isHelpOpen = signal(false);
/** Who dictates to the computer must be able to turn single keys off. */
const isOn = signal(true);
let first = '';
let firstAtMs = 0;

function press(event: KeyboardEvent): void {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (event.key === 'Escape') leave(event);
  else if (isOn.value && !isTyping(event.target)) pressShortcut(event);
}

function pressShortcut(event: KeyboardEvent): void {
  const isSecond = first !== '' && event.timeStamp - firstAtMs < SECOND_KEY_MS;
  const keys = isSecond ? `${first} ${event.key}` : event.key;
  const isInDialog = document.querySelector('dialog[open]') !== null;
  const shortcut = shortcuts.value.find(
    (one) => one.keys === keys && (!isInDialog || keys === '?'),
  );
  // Any other key before a shortcut must not take it away.
  const begins = shortcuts.value.some((one) => one.keys.startsWith(`${event.key} `));
  first = !shortcut && begins ? event.key : '';
  firstAtMs = event.timeStamp;
  if (!shortcut) return;
  event.preventDefault();
  shortcut.act();
}

/** A dialog closes by itself. */
function leave(event: KeyboardEvent): void {
  const { target } = event;
  if (document.querySelector('dialog[open]')) return;
  if (isTyping(target)) {
    // The browser would empty a filter without an event that says so.
    event.preventDefault();
    (target as HTMLElement).blur();
  } else if (!closeNewest()) {
    document.querySelector<HTMLAnchorElement>('a.back')?.click();
  }
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.matches(TYPED_IN);
}

const TYPED_IN = 'textarea, select, [contenteditable], input:not([type=checkbox], [type=radio])';

function focusSearch(): void {
  const field = document.querySelector<HTMLInputElement>('[data-search]');
  field?.focus();
  field?.select();
}

function toggleHelp(): void {
  isHelpOpen.value = !isHelpOpen.value;
}

function closeHelp(): void {
  isHelpOpen.value = false;
}

function toggleOn(): void {
  isOn.value = !isOn.value;
}
