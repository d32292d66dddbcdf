import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';

/** The heading of a page. It names the browser's tab, and has the focus after a change of page. */
export function PageHead({ title, back, children }: PageHeadProps) {
  const heading = useRef<HTMLHeadingElement>(null);

  useEffect(() => {
    document.title = `${title} – Local Tencent cloud`;
  }, [title]);

  useEffect(() => {
    // Not at the start: the reader may want to begin with the navigation.
    if (hasShownPage) heading.current?.focus({ preventScroll: true });
    hasShownPage = true;
  }, []);

  return (
    <header class="page-head">
      {back && (
        <a class="back" href={back.href}>
          ← {back.title}
        </a>
      )}
      <h1 ref={heading} tabIndex={-1}>
        {title}
      </h1>
      {children && <div class="actions">{children}</div>}
    </header>
  );
}

type PageHeadProps = {
  readonly title: string;
  /** The list from which the reader came. */
  readonly back?: { readonly href: string; readonly title: string };
  /** What can be done with the whole page. */
  readonly children?: ComponentChildren;
};

let hasShownPage = false;
