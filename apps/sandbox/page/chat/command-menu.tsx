import type { VNode } from 'preact';
import { useId, useState } from 'preact/hooks';

import type { CommandView } from '../../src/wire';
import { useChat } from './context';
import type { Draft } from './use-chat-acts';

export interface Menu {
  id: string;
  isOpen: boolean;
  commands: readonly CommandView[];
  active: number;
  activeId: string | undefined;
  toggle: () => void;
  choose: (command: CommandView) => void;
  /** True when the key was for the menu. */
  onKeyDown: (event: KeyboardEvent) => boolean;
}

/** The commands that bots offer here: all of them by the button, those that begin so while one writes `/…`. */
export function useCommandMenu(draft: Draft, field: { current: HTMLTextAreaElement | null }): Menu {
  const { chat, send } = useChat();
  const id = useId();
  const [wanted, setWanted] = useState(false);
  const [dismissed, setDismissed] = useState<string | null>(null);
  const [active, setActive] = useState(0);
  const typed = /^\/\w*$/.test(draft.text) && draft.text !== dismissed ? draft.text.slice(1).toLowerCase() : null;
  const commands = typed === null ? (wanted ? chat.commands : []) : chat.commands.filter((one) => one.command.startsWith(typed));
  const isOpen = commands.length > 0;
  const at = Math.min(active, commands.length - 1);
  const close = (): void => {
    setWanted(false);
    setDismissed(draft.text);
    setActive(0);
  };
  const choose = (command: CommandView): void => {
    close();
    draft.setText('');
    void send(withName(command, chat.kind === 'private'));
    field.current?.focus();
  };
  const complete = (command: CommandView): void => {
    close();
    draft.setText(`${withName(command, chat.kind === 'private')} `);
  };
  const doings: Record<string, () => void> = {
    ArrowDown: () => {
      setActive((at + 1) % commands.length);
    },
    ArrowUp: () => {
      setActive((at + commands.length - 1) % commands.length);
    },
    Escape: close,
    Enter: () => {
      const one = commands[at];
      if (one) choose(one);
    },
    Tab: () => {
      const one = commands[at];
      if (one) complete(one);
    },
  };
  const onKeyDown = (event: KeyboardEvent): boolean => {
    const doing = isOpen && !event.shiftKey ? doings[event.key] : undefined;
    if (!doing) return false;
    event.preventDefault();
    event.stopPropagation();
    doing();
    return true;
  };
  const toggle = (): void => {
    setWanted(!isOpen);
    if (isOpen) setDismissed(draft.text);
    field.current?.focus();
  };
  return { id, isOpen, commands, active: at, activeId: isOpen ? `${id}-${String(at)}` : undefined, toggle, choose, onKeyDown };
}

export function CommandMenu({ menu: { id, isOpen, commands, active, choose } }: { menu: Menu }): VNode | null {
  if (!isOpen) return null;
  return (
    <ul class="command-menu" id={id} role="listbox" aria-label="Commands">
      {commands.map((one, at) => (
        <li
          key={`${one.bot} ${one.command}`}
          id={`${id}-${String(at)}`}
          role="option"
          aria-selected={at === active}
          onMouseDown={(event) => {
            event.preventDefault();
          }}
          onClick={() => {
            choose(one);
          }}
        >
          <b>/{one.command}</b> <span>{one.description}</span>
        </li>
      ))}
    </ul>
  );
}

/** In a group the apps name the bot, so that no other one answers. */
function withName({ command, bot }: CommandView, isPrivate: boolean): string {
  return isPrivate ? `/${command}` : `/${command}@${bot}`;
}
