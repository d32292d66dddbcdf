import { type ComponentChildren, render } from 'preact';
import { useEffect } from 'preact/hooks';
import { address, followAddress, linkTo, open } from './address.ts';
import { deployed, followCloud } from './cloud-state.ts';
import { CloudStatus } from './cloud-status.tsx';
import { keepFocus } from './kept-focus.ts';
import { startLive } from './live.ts';
import { closeProblems, Notices } from './notices.tsx';
import { PageHead } from './page-head.tsx';
import { followScroll } from './scroll-place.ts';
import { addShortcuts, ShortcutHelp, startShortcuts } from './shortcuts.tsx';
import { startTheme, ThemeSwitch } from './theme.tsx';

/** One page of the site, under `#/<path>`. */
export type Page = {
  /** The first part of the path. */
  readonly path: string;
  /** Its name in the navigation. */
  readonly title: string;
  /** The second key that opens it, after `g`. */
  readonly key: string;
  /** Whether it is of use only when an application is deployed. */
  readonly needsApplication: boolean;
  /** @param rest The other parts of the path. */
  readonly content: (rest: readonly string[]) => ComponentChildren;
};

/** Shows the pages, the first of them by default, and follows the address. */
export function startPage(pages: readonly Page[]): void {
  startTheme();
  followAddress();
  followScroll();
  startShortcuts();
  keepFocus();
  followCloud();
  startLive();
  render(<Site pages={pages} />, document.body);
}

function Site({ pages }: { readonly pages: readonly Page[] }) {
  const [path = pages[0]?.path, ...rest] = address.value.parts;
  const place = [path, ...rest].join('/');
  useEffect(closeProblems, [place]);
  const page = pages.find((one) => one.path === path);
  const hasApplication = (deployed.value ?? []).length > 0;
  const shown = pages.filter(({ needsApplication }) => hasApplication || !needsApplication);
  return (
    <>
      <button type="button" class="skip" onClick={focusContent}>
        Skip to the content
      </button>
      <div class="site">
        <header class="side">
          <p class="brand">Local Tencent cloud</p>
          <Navigation pages={shown} current={path} />
          <div class="side-foot">
            <ThemeSwitch />
            <ShortcutHelp />
          </div>
        </header>
        <div class="body">
          <CloudStatus />
          <Notices />
          <main id="content" tabIndex={-1}>
            {/* A new place is drawn anew, so that nothing of the last one is left in it. */}
            <div key={place}>
              {page ? <Shown page={page} rest={rest} /> : <NotFound pages={shown} />}
            </div>
          </main>
        </div>
      </div>
    </>
  );
}

function focusContent(): void {
  document.getElementById('content')?.focus();
}

type NavigationProps = { readonly pages: readonly Page[]; readonly current: string | undefined };

function Navigation({ pages, current }: NavigationProps) {
  useEffect(
    () =>
      addShortcuts(
        pages.flatMap(({ path, title, key }) => {
          return { keys: `g ${key}`, text: title, act: () => open([path]) };
        }),
      ),
    [pages.length],
  );
  return (
    <nav class="pages" aria-label="Pages">
      {pages.map(({ path, title }) => (
        <a key={path} href={linkTo([path])} aria-current={path === current ? 'page' : undefined}>
          {title}
        </a>
      ))}
    </nav>
  );
}

function Shown({ page, rest }: { readonly page: Page; readonly rest: readonly string[] }) {
  if (page.needsApplication && deployed.value?.length === 0) {
    return (
      <>
        <PageHead title={page.title} />
        <p class="empty">No application is deployed. As soon as one is, it is shown here.</p>
      </>
    );
  }
  return <>{page.content(rest)}</>;
}

function NotFound({ pages }: { readonly pages: readonly Page[] }) {
  return (
    <>
      <PageHead title="There is no such page" />
      <p>
        The address <code>{window.location.hash}</code> leads to none of these pages:
      </p>
      <ul>
        {pages.map(({ path, title }) => (
          <li key={path}>
            <a href={linkTo([path])}>{title}</a>
          </li>
        ))}
      </ul>
    </>
  );
}
