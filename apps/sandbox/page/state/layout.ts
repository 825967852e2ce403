import type { WorldView } from '../../src/wire';
import { Store } from './store';

export type Topic = number | 'general' | 'all';
export type Tool = 'calls' | 'faults' | 'bots';

/** One person's client on the page. */
export interface Column {
  key: string;
  /** The chat that is open. */
  chat: string | null;
  topic: Topic;
  /** The parameter of a start link that was followed here and waits for Start to be pressed. */
  start?: string;
}

export interface Layout {
  columns: Column[];
  /** Which column a narrow screen shows. */
  active: number;
  tool: Tool | null;
}

const STORED_AS = 'chappe-sandbox-layout';
const FIRST_COLUMNS = 2;

/** Who is open and where, remembered by the browser. */
export const layout = new Store<Layout>(stored() ?? { columns: [], active: 0, tool: null });
layout.subscribe(() => {
  localStorage.setItem(STORED_AS, JSON.stringify(layout.get()));
});

/** People who are gone take their columns along; an empty page opens for the first two, in the chat with the first bot. */
export function fitLayout({ people, bots, chats }: WorldView): void {
  const refs = new Set([...bots.map(({ username }) => username), ...chats.map(({ id }) => String(id))]);
  layout.update((now) => {
    const known = now.columns
      .filter(({ key }) => people.some((one) => one.key === key))
      .map((column) => (column.chat === null || refs.has(column.chat) ? column : { ...column, chat: null }));
    const first = bots[0]?.username ?? null;
    const fresh = (): Column[] => people.slice(0, FIRST_COLUMNS).map(({ key }) => ({ key, chat: first, topic: 'all' }));
    const columns = known.length > 0 ? known : fresh();
    return { ...now, columns, active: Math.min(now.active, Math.max(0, columns.length - 1)) };
  });
}

export function openColumn(key: string): void {
  layout.update((now) => {
    const at = now.columns.findIndex((one) => one.key === key);
    if (at >= 0) return { ...now, active: at };
    return { ...now, columns: [...now.columns, { key, chat: null, topic: 'all' }], active: now.columns.length };
  });
}

export function closeColumn(key: string): void {
  layout.update((now) => {
    const columns = now.columns.filter((one) => one.key !== key);
    return { ...now, columns, active: Math.min(now.active, Math.max(0, columns.length - 1)) };
  });
}

export function changeColumn(key: string, change: Partial<Column>): void {
  layout.update((now) => ({
    ...now,
    columns: now.columns.map((one) => (one.key === key ? { ...one, ...change } : one)),
  }));
}

export function showTool(tool: Tool | null): void {
  layout.update((now) => ({ ...now, tool: now.tool === tool ? null : tool }));
}

function stored(): Layout | null {
  try {
    return JSON.parse(localStorage.getItem(STORED_AS) ?? 'null') as Layout | null;
  } catch {
    return null;
  }
}
