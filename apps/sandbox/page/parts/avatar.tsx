import type { VNode } from 'preact';

import { world } from '../state/world';

const HUES = [210, 150, 20, 280, 340, 95, 45, 190];

/** A circle with the first letter. People have colours in their order, so that few look alike; everything else by its id. */
export function Avatar({ name, id, small = false }: { name: string; id: number; small?: boolean }): VNode {
  const at = world.get()?.people.findIndex((person) => person.id === id) ?? -1;
  const hue = HUES[(at >= 0 ? at : Math.abs(id)) % HUES.length] ?? 210;
  const [letter = '?'] = name;
  return (
    <span class={small ? 'avatar small' : 'avatar'} style={{ '--hue': String(hue) }} aria-hidden="true">
      {letter.toUpperCase()}
    </span>
  );
}
