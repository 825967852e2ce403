import type { VNode } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';

import { useColumn } from '../column/context';
import { Avatar } from '../parts/avatar';
import { IconButton } from '../parts/icon';
import { onEvent } from '../state/live';
import { useChat } from './context';

const ACTION_SHOWN_MS = 5_000;

/** Whose chat it is, and what is going on in it. */
export function ChatHead({ onInfo }: { onInfo: () => void }): VNode {
  const { open } = useColumn();
  const { chat } = useChat();
  const action = useAction();
  return (
    <header class="chat-head">
      <IconButton
        icon="back"
        label="Back to the chats"
        class="back"
        onClick={() => {
          open(null);
        }}
      />
      <Avatar small name={chat.title} id={chat.botId ?? Number(chat.ref)} />
      <div class="who">
        <h3>{chat.title}</h3>
        <p class={action === '' ? '' : 'action'}>{action === '' ? detailsOf(chat) : action}</p>
      </div>
      <IconButton icon="info" label={chat.kind === 'private' ? 'About this bot' : 'Members and settings'} onClick={onInfo} />
    </header>
  );
}

function detailsOf({ kind, username, memberCount, isForum, blocked }: ReturnType<typeof useChat>['chat']): string {
  if (kind === 'private') return `@${username ?? ''} · ${blocked ? 'blocked' : 'bot'}`;
  const people = `${String(memberCount)} ${kind === 'channel' ? 'subscriber' : 'member'}${memberCount === 1 ? '' : 's'}`;
  return `${isForum ? 'forum' : kind} · ${people}`;
}

/** What a bot says it is doing, until it wrote or five seconds have passed. */
function useAction(): string {
  const { person } = useColumn();
  const { chat } = useChat();
  const [action, setAction] = useState('');
  const timer = useRef(0);
  const topic = chat.botId === undefined ? `shared:${chat.ref}` : `private:${String(chat.botId)}:${String(person.id)}`;
  const newest = chat.messages.at(-1)?.messageId;
  useEffect(() => {
    setAction('');
  }, [newest]);
  useEffect(() => {
    const stop = onEvent((event) => {
      if (event.type !== 'action' || event.topic !== topic) return;
      const words = event.action.replaceAll('_', ' ');
      setAction(chat.kind === 'private' ? `${words}…` : `${event.bot}: ${words}…`);
      clearTimeout(timer.current);
      timer.current = setTimeout(() => {
        setAction('');
      }, ACTION_SHOWN_MS);
    });
    return () => {
      stop();
      clearTimeout(timer.current);
    };
  }, [topic]);
  return action;
}
