import type { VNode } from 'preact';
import { useEffect, useId, useRef } from 'preact/hooks';

/** What a bot shows with `show_alert`: it stays until it is read. */
export function AlertBox({ text, onClose }: { text: string; onClose: () => void }): VNode {
  const button = useRef<HTMLButtonElement>(null);
  const id = useId();
  useEffect(() => button.current?.focus(), []);
  return (
    <div
      class="veil"
      onKeyDown={(event) => {
        if (event.key === 'Escape') onClose();
      }}
    >
      <div class="alert-box" role="alertdialog" aria-modal="true" aria-labelledby={id}>
        <p id={id}>{text}</p>
        <button type="button" class="primary" ref={button} onClick={onClose}>
          OK
        </button>
      </div>
    </div>
  );
}
