import type { VNode } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';

import type { MessageView } from '../../src/wire';
import { useColumn } from '../column/context';
import { moveFocus } from '../column/chat-list';
import { IconButton } from '../parts/icon';
import { useChat } from './context';
import { Message } from './message';

const NEAR_END = 80;

/** What was written, the newest at the end. Arrow keys move from message to message. */
export function Messages({ onEarlier }: { onEarlier: (() => void) | null }): VNode {
  const { chat } = useChat();
  const { person } = useColumn();
  const list = useRef<HTMLOListElement>(null);
  const { box, isAway, onScroll, toEnd } = useScroll(chat.messages);
  const last = chat.messages.at(-1)?.messageId;
  return (
    <div class="messages-frame">
      <div
        class="messages"
        ref={box}
        onScroll={onScroll}
        role="log"
        aria-label={`Messages of ${chat.title}`}
        tabIndex={chat.messages.length > 0 ? undefined : 0}
      >
        {onEarlier && (
          <button type="button" class="earlier" onClick={onEarlier}>
            Earlier messages
          </button>
        )}
        {chat.messages.length === 0 && <p class="empty">{emptyWords(chat, person.name)}</p>}
        <ol
          ref={list}
          onKeyDown={(event) => {
            moveFocus(event, list.current);
          }}
        >
          {chat.messages.map((message, at) => (
            <Message
              key={message.messageId}
              message={message}
              isStop={message.messageId === last}
              isFollowing={follows(message, chat.messages[at - 1])}
            />
          ))}
        </ol>
      </div>
      {isAway && <IconButton icon="down" label="To the newest message" class="to-end" onClick={toEnd} />}
    </div>
  );
}

function emptyWords({ kind, status, title, description = '' }: ReturnType<typeof useChat>['chat'], name: string): string {
  if (kind === 'private' && description !== '') return description;
  if (kind === 'private') return 'No messages yet. Press Start, as everybody does who opens a bot.';
  return status === 'left' || status === 'kicked' ? `${name} is not in «${title}».` : 'Nothing has been written here yet.';
}

/** Messages of one author stand close together. */
function follows(message: MessageView, before: MessageView | undefined): boolean {
  return (
    before !== undefined && before.service === undefined && before.author === message.author && before.topicId === message.topicId
  );
}

interface Scrolling {
  box: { current: HTMLDivElement | null };
  isAway: boolean;
  onScroll: () => void;
  toEnd: () => void;
}

/** Stays at the end when it was there, and where it was when earlier messages come in above. */
function useScroll(messages: readonly MessageView[]): Scrolling {
  const box = useRef<HTMLDivElement>(null);
  const before = useRef({ wasAtEnd: true, height: 0, first: 0 });
  const [isAway, setAway] = useState(false);
  const first = messages[0]?.messageId ?? 0;
  const toEnd = (): void => {
    if (box.current) box.current.scrollTop = box.current.scrollHeight;
  };
  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    const { wasAtEnd, height, first: firstBefore } = before.current;
    if (wasAtEnd) toEnd();
    else if (first < firstBefore) element.scrollTop += element.scrollHeight - height;
    before.current = { ...before.current, height: element.scrollHeight, first };
  }, [messages]);
  useEffect(() => {
    const element = box.current;
    if (!element) return undefined;
    // Pictures that come late and a growing composer move the end away.
    const observer = new ResizeObserver(() => {
      if (before.current.wasAtEnd) toEnd();
    });
    for (const part of [element, ...element.children]) observer.observe(part);
    return () => {
      observer.disconnect();
    };
  }, []);
  const onScroll = (): void => {
    const element = box.current;
    if (!element) return;
    const wasAtEnd = element.scrollHeight - element.scrollTop - element.clientHeight < NEAR_END;
    before.current = { ...before.current, wasAtEnd, height: element.scrollHeight };
    setAway(!wasAtEnd);
  };
  return { box, isAway, onScroll, toEnd };
}
