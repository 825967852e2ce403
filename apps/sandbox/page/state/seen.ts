import { Store } from './store';

const STORED_AS = 'chappe-sandbox-seen';

/** The newest message that each person has seen in each chat, remembered by the browser. */
export const seen = new Store<Readonly<Record<string, number>>>(stored());
seen.subscribe(() => {
  localStorage.setItem(STORED_AS, JSON.stringify(seen.get()));
});

export function seenKey(personId: number, ref: string): string {
  return `${String(personId)} ${ref}`;
}

export function markSeen(personId: number, ref: string, messageId: number): void {
  const key = seenKey(personId, ref);
  seen.update((now) => (now[key] === messageId ? now : { ...now, [key]: messageId }));
}

/** Nobody has seen anything. */
export function forgetSeen(): void {
  seen.set({});
}

function stored(): Record<string, number> {
  try {
    return JSON.parse(localStorage.getItem(STORED_AS) ?? '{}') as Record<string, number>;
  } catch {
    return {};
  }
}
