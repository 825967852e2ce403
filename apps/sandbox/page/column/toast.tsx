import type { VNode } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';

export interface ToastState {
  words: string;
  isBad: boolean;
  isShown: boolean;
}

const SHOWN_MS = 4_500;

/** A word for a moment. */
export function useToast(): { toast: ToastState; notify: (words: string, isBad?: boolean) => void } {
  const [toast, setToast] = useState<ToastState>({ words: '', isBad: false, isShown: false });
  const timer = useRef(0);
  useEffect(
    () => () => {
      clearTimeout(timer.current);
    },
    [],
  );
  const notify = (words: string, isBad = false): void => {
    setToast({ words, isBad, isShown: true });
    clearTimeout(timer.current);
    timer.current = setTimeout(() => {
      setToast((now) => ({ ...now, isShown: false }));
    }, SHOWN_MS);
  };
  return { toast, notify };
}

export function Toast({ toast: { words, isBad, isShown } }: { toast: ToastState }): VNode {
  return (
    <div class={`toast${isShown ? ' shown' : ''}${isBad ? ' bad' : ''}`} role="status" aria-live="polite">
      {isShown ? words : ''}
    </div>
  );
}
