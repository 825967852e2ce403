import type { VNode } from 'preact';

const HUES = [210, 150, 20, 280, 340, 95, 45, 190];

/** A circle with the first letter; the colour follows from the id. */
export function Avatar({ name, id, small = false }: { name: string; id: number; small?: boolean }): VNode {
  const hue = HUES[Math.abs(id) % HUES.length] ?? 210;
  const [letter = '?'] = name;
  return (
    <span class={small ? 'avatar small' : 'avatar'} style={{ '--hue': String(hue) }} aria-hidden="true">
      {letter.toUpperCase()}
    </span>
  );
}
