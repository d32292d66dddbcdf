import { effect, signal } from '@preact/signals';

/** Chooses between light and dark; the system's choice by default. */
export function ThemeSwitch() {
  return (
    <fieldset class="theme-switch">
      <legend class="unseen">Theme</legend>
      {THEMES.map(([name, title]) => (
        <label key={name}>
          <input
            type="radio"
            name="theme"
            class="unseen"
            checked={theme.value === name}
            onChange={() => {
              theme.value = name;
            }}
          />
          <span>{title}</span>
        </label>
      ))}
    </fieldset>
  );
}

/** Applies the theme that was chosen last, and each one that is chosen. */
export function startTheme(): void {
  effect(() => {
    document.documentElement.dataset.theme = theme.value;
    remember(theme.value);
  });
}

const THEMES = [
  ['light', 'Light'],
  ['dark', 'Dark'],
  ['system', 'System'],
] as const;
type Theme = (typeof THEMES)[number][0];
const STORED_AS = 'theme';

const theme = signal<Theme>(remembered());

function remembered(): Theme {
  try {
    const stored = localStorage.getItem(STORED_AS);
    return THEMES.find(([name]) => name === stored)?.[0] ?? 'system';
  } catch {
    // The reader's browser stores nothing.
    return 'system';
  }
}

function remember(name: string): void {
  try {
    localStorage.setItem(STORED_AS, name);
  } catch {
    // The same: the theme holds until the page is closed.
  }
}
