import type { PageEvent } from '../../src/wire';
import { Store } from './store';

export type Connection = 'connecting' | 'live' | 'lost';

/** Whether the sandbox can be heard. */
export const connection = new Store<Connection>('connecting');

const LOST_AFTER_MS = 300;
const listeners = new Set<(event: PageEvent) => void>();
const openers = new Set<() => void>();

/** Hears what happens in the sandbox, for as long as the page is open. The browser connects anew by itself. */
export function listen(): void {
  const events = new EventSource('/api/events');
  let timer = 0;
  events.onopen = () => {
    clearTimeout(timer);
    connection.set('live');
    for (const opened of [...openers]) opened();
  };
  events.onerror = () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      connection.set('lost');
    }, LOST_AFTER_MS);
    if (events.readyState === EventSource.CLOSED) {
      events.close();
      setTimeout(listen, 1_000);
    }
  };
  events.onmessage = ({ data }: MessageEvent<string>) => {
    const event = JSON.parse(data) as PageEvent;
    for (const listener of [...listeners]) listener(event);
  };
}

/** Calls the listener with every event; the result ends that. */
export function onEvent(listener: (event: PageEvent) => void): () => void {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}

/** Calls the listener whenever the sandbox can be heard anew; the result ends that. */
export function onOpen(listener: () => void): () => void {
  openers.add(listener);
  return () => {
    openers.delete(listener);
  };
}
