import type { ComponentChildren, VNode } from 'preact';
import { useEffect, useId, useRef } from 'preact/hooks';

import { IconButton } from './icon';

interface PanelProps {
  title: string;
  onClose: () => void;
  class?: string;
  children: ComponentChildren;
}

/** A sheet above a chat, or beside the columns; Escape closes it and gives the focus back. */
export function Panel({ title, onClose, class: look = 'sheet', children }: PanelProps): VNode {
  const element = useRef<HTMLElement>(null);
  const id = useId();
  useEffect(() => {
    const before = document.activeElement;
    element.current?.focus();
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
  return (
    <section
      ref={element}
      class={look}
      tabIndex={-1}
      aria-labelledby={id}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || event.defaultPrevented || event.target instanceof HTMLDialogElement) return;
        event.stopPropagation();
        onClose();
      }}
    >
      <header class="panel-head">
        <h3 id={id}>{title}</h3>
        <IconButton icon="close" label="Close" onClick={onClose} />
      </header>
      <div class="panel-body">{children}</div>
    </section>
  );
}
