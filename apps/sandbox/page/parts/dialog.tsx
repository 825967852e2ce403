import type { ComponentChildren, VNode } from 'preact';
import { useEffect, useId, useRef, useState } from 'preact/hooks';

import { wordsOf } from '../api';

interface DialogProps {
  title: string;
  onClose: () => void;
  children: ComponentChildren;
}

/** A window above everything; Escape closes it. */
export function Dialog({ title, onClose, children }: DialogProps): VNode {
  const element = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  useEffect(() => {
    element.current?.showModal();
  }, []);
  return (
    <dialog ref={element} aria-labelledby={titleId} onClose={onClose}>
      <h2 id={titleId}>{title}</h2>
      {children}
    </dialog>
  );
}

interface FormProps {
  /** What the button says that sends it. */
  action: string;
  danger?: boolean;
  /** Rejects with words for people. */
  onSubmit: (fields: FormData) => Promise<unknown>;
  onDone: () => void;
  /** The same as when it is done, unless told otherwise. */
  onCancel?: () => void;
  children: ComponentChildren;
}

/** A form in a dialog: what the server refuses stands in it, in the server's words. */
export function DialogForm({ action, danger = false, onSubmit, onDone, onCancel = onDone, children }: FormProps): VNode {
  const [problem, setProblem] = useState('');
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    onSubmit(new FormData(event.currentTarget as HTMLFormElement)).then(onDone, (error: unknown) => {
      setProblem(wordsOf(error));
    });
  };
  return (
    <form class="form" onSubmit={submit}>
      {children}
      <p class="problem" role="alert">
        {problem}
      </p>
      <div class="form-actions">
        <button type="button" class="plain" onClick={onCancel}>
          Cancel
        </button>
        <button type="submit" class={danger ? 'primary danger' : 'primary'}>
          {action}
        </button>
      </div>
    </form>
  );
}

/** The text of a field of a form, without spaces around it. */
export function fieldOf(fields: FormData, name: string): string {
  const value = fields.get(name);
  return typeof value === 'string' ? value.trim() : '';
}
