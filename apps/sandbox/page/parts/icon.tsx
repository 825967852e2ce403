import type { VNode } from 'preact';

/** Drawn for this page, 24 by 24, in lines. */
const PATHS = {
  back: 'M15 5l-7 7 7 7',
  close: 'M6 6l12 12M18 6L6 18',
  plus: 'M12 5v14M5 12h14',
  send: 'M4 12L20 4l-5 16-3.5-6.500zM11.500 13.500L20 4',
  reply: 'M10 6L4 12l6 6M4 12h9c4 0 7 2 7 6',
  edit: 'M5 19l1-4L16 5l3 3L9 18zM14 7l3 3',
  pin: 'M9 4h6l-1 6 3 3v2H7v-2l3-3zM12 15v5',
  raw: 'M9 4C5 4 8 12 4 12c4 0 1 8 5 8M15 4c4 0 1 8 5 8-4 0-1 8-5 8',
  slash: 'M5 3.500h14a2 2 0 012 2v13a2 2 0 01-2 2H5a2 2 0 01-2-2v-13a2 2 0 012-2zM14 8l-4 8',
  info: 'M12 21a9 9 0 110-18 9 9 0 010 18zM12 11v5M12 8v.010',
  bolt: 'M13 3L5 14h6l-1 7 8-11h-6z',
  list: 'M8 6h12M8 12h12M8 18h12M4 6h.010M4 12h.010M4 18h.010',
  bot: 'M6 9h12a2 2 0 012 2v6a2 2 0 01-2 2H6a2 2 0 01-2-2v-6a2 2 0 012-2zM12 9V5M9 13.500v1M15 13.500v1',
  reset: 'M5 12a7 7 0 107-7H7M10 2L7 5l3 3',
  down: 'M6 9l6 6 6-6',
  heart: 'M12 20C5 15 3 11.500 4 8.500c1-3 5.500-4 8-.5 2.500-3.500 7-2.500 8 .5 1 3-1 6.500-8 11.500z',
  download: 'M12 4v11M7 10l5 5 5-5M5 20h14',
  attach:
    'M19 11l-7.500 7.500a4.500 4.500 0 01-6.400-6.400L13 4.300a3 3 0 014.300 4.300l-7.800 7.700a1.500 1.500 0 01-2.100-2.100L14 7.500',
  forward: 'M14 6l6 6-6 6M20 12h-9c-4 0-7 2-7 6',
  mask: 'M4 8c5-2 11-2 16 0 0 6-2 9-5 9-1.500 0-2-2-3-2s-1.500 2-3 2c-3 0-5-3-5-9zM8 11.500h2M14 11.500h2',
} as const;

export type IconName = keyof typeof PATHS;

/** A picture beside words, or on a button that has a label of its own. */
export function Icon({ name }: { name: IconName }): VNode {
  return (
    <svg class="icon" viewBox="0 0 24 24" width="20" height="20" aria-hidden="true">
      <path d={PATHS[name]} />
    </svg>
  );
}

interface IconButtonProps {
  icon: IconName;
  /** What it does, for those who do not see the picture; also shown on hovering. */
  label: string;
  onClick: () => void;
  pressed?: boolean;
  class?: string;
}

export function IconButton({ icon, label, onClick, pressed, class: more = '' }: IconButtonProps): VNode {
  return (
    <button type="button" class={`icon-button ${more}`} aria-label={label} title={label} aria-pressed={pressed} onClick={onClick}>
      <Icon name={icon} />
    </button>
  );
}
