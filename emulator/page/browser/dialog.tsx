import type { ComponentChildren } from 'preact';
import { useId, useLayoutEffect, useRef, useState } from 'preact/hooks';

/** A dialog over the page. Escape closes it, and the focus returns to where it was. */
export function Dialog({ title, onClose, children }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  useLayoutEffect(() => {
    const element = dialog.current;
    element?.showModal();
    // Only a dialog that is closed before it is removed gives the focus back.
    return () => element?.close();
  }, []);
  return (
    <dialog ref={dialog} aria-labelledby={titleId} onClose={onClose}>
      <h2 id={titleId}>{title}</h2>
      {children}
    </dialog>
  );
}

type DialogProps = {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ComponentChildren;
};

/** A button that asks before it acts. */
export function ConfirmButton(props: ConfirmButtonProps) {
  const { label, question, confirm = label, isDangerous = false, isDisabled = false } = props;
  const [isOpen, setOpen] = useState(false);

  function act(): void {
    setOpen(false);
    props.onConfirm();
  }

  return (
    <>
      <button
        type="button"
        class={isDangerous ? 'danger' : undefined}
        disabled={isDisabled}
        onClick={() => setOpen(true)}
      >
        {label}
      </button>
      {isOpen && (
        <Dialog title={question} onClose={() => setOpen(false)}>
          <div class="explanation">{props.children}</div>
          <form method="dialog" class="actions">
            {/* The harmless one comes first, so it has the focus. */}
            <button type="submit">Cancel</button>
            <button type="button" class={isDangerous ? 'danger' : 'primary'} onClick={act}>
              {confirm}
            </button>
          </form>
        </Dialog>
      )}
    </>
  );
}

type ConfirmButtonProps = {
  readonly label: string;
  readonly question: string;
  /** The label of the button that agrees; `label` by default. */
  readonly confirm?: string;
  readonly isDangerous?: boolean;
  readonly isDisabled?: boolean;
  readonly onConfirm: () => void;
  /** What will happen. */
  readonly children: ComponentChildren;
};
