import { useEffect, useRef, useState } from 'preact/hooks';

import { ApiFailure, call } from '../api';
import { onEvent, onOpen } from './live';

interface Following<T> {
  show: (value: T) => void;
  /** It is not there, or not any more. */
  gone?: () => void;
}

/**
 * Shows what is at the address now, and again whenever one of its topics changes or the sandbox comes back. One request at a time: what
 * changes meanwhile is one more afterwards, so that a flood of events is no flood of requests.
 */
export function follow<T>(path: string, topics: RegExp, { show, gone }: Following<T>): () => void {
  const state = { isLoading: false, isStale: false, isOver: false };
  const load = async (): Promise<void> => {
    state.isStale = state.isLoading;
    if (state.isLoading) return;
    state.isLoading = true;
    try {
      const value = await call<T>('GET', path);
      if (!state.isOver) show(value);
    } catch (error) {
      if (!state.isOver && error instanceof ApiFailure && error.status === 404) gone?.();
    }
    state.isLoading = false;
    if (state.isStale && !state.isOver) await load();
  };
  const stops = [
    onEvent((event) => {
      if (event.type === 'changed' && event.topics.some((topic) => topics.test(topic))) void load();
    }),
    onOpen(() => void load()),
    () => {
      state.isOver = true;
    },
  ];
  void load();
  return () => {
    for (const stop of stops) stop();
  };
}

/** What is at the address, kept up to date; `initial` until it came. While another address loads, the old value stays. */
export function useLive<T>(path: string, topics: RegExp, initial: T, gone?: () => void): T {
  const [value, show] = useState(initial);
  const onGone = useRef(gone);
  onGone.current = gone;
  useEffect(() => follow<T>(path, topics, { show, gone: () => onGone.current?.() }), [path, topics.source]);
  return value;
}
