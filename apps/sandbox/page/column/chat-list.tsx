import type { VNode } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';

import type { ChatLine } from '../../src/wire';
import { useLive } from '../state/follow';
import { seen, seenKey } from '../state/seen';
import { useStore } from '../state/store';
import { Avatar } from '../parts/avatar';
import { IconButton } from '../parts/icon';
import { findBot } from '../state/world';
import { useColumn } from './context';
import { NewChat } from './new-chat';

/** Every chat of the person; arrow keys move along it. */
export function ChatList(): VNode {
  const { person, column } = useColumn();
  const topics = new RegExp(`^(world$|shared:|private:\\d+:${String(person.id)}$)`);
  const lines = useLive<ChatLine[]>(`/api/people/${encodeURIComponent(person.key)}/chats`, topics, []);
  const [isFounding, setFounding] = useState(false);
  const list = useRef<HTMLUListElement>(null);
  const isOpen = lines.some(({ ref }) => ref === column.chat);
  return (
    <nav class="chat-list" aria-label={`${person.name}’s chats`}>
      <div class="list-head">
        <span>Chats</span>
        <IconButton
          icon="plus"
          label="New group or channel"
          onClick={() => {
            setFounding(true);
          }}
        />
      </div>
      <ul
        ref={list}
        onKeyDown={(event) => {
          moveFocus(event, list.current);
        }}
      >
        {lines.map((line, at) => (
          <li key={line.ref}>
            <ChatLineButton line={line} isStop={isOpen ? line.ref === column.chat : at === 0} />
          </li>
        ))}
      </ul>
      {isFounding && (
        <NewChat
          onClose={() => {
            setFounding(false);
          }}
        />
      )}
    </nav>
  );
}

function ChatLineButton({ line, isStop }: { line: ChatLine; isStop: boolean }): VNode {
  const { person, column, open } = useColumn();
  const marks = useStore(seen);
  const isOpen = column.chat === line.ref;
  const isUnread =
    !isOpen && line.last !== undefined && !line.last.isMine && line.last.messageId > (marks[seenKey(person.id, line.ref)] ?? 0);
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (isOpen) button.current?.scrollIntoView({ block: 'nearest' });
  }, [isOpen]);
  return (
    <button
      type="button"
      ref={button}
      class="chat-line"
      tabIndex={isStop ? 0 : -1}
      aria-current={isOpen ? 'true' : undefined}
      onClick={() => {
        open(line.ref);
      }}
    >
      <Avatar name={line.title} id={idOf(line)} />
      <span class="chat-line-words">
        <span class="chat-line-title">
          <b>{line.title}</b>
          {line.last && <time>{timeOf(line.last.date)}</time>}
        </span>
        <span class="chat-line-last">
          <span>{lastWords(line)}</span>
          {isUnread && <span class="unread" aria-label="unread" role="img" />}
        </span>
      </span>
    </button>
  );
}

function lastWords({ last, kind, status, isForum }: ChatLine): string {
  if (status === 'left') return 'not a member';
  if (status === 'kicked') return 'removed';
  if (!last) return kind === 'private' ? 'bot' : isForum ? 'forum' : kind;
  return last.author === undefined ? last.text : `${last.author}: ${last.text}`;
}

function idOf({ ref, kind }: ChatLine): number {
  return kind === 'private' ? (findBot(ref)?.id ?? 0) : Number(ref);
}

/** The time of day, or the day if it was another one. */
export function timeOf(seconds: number): string {
  const date = new Date(seconds * 1_000);
  if (date.toDateString() !== new Date().toDateString()) return date.toLocaleDateString([], { day: 'numeric', month: 'short' });
  return date.toLocaleTimeString([], { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
}

const STEPS: Record<string, number> = { ArrowDown: 1, ArrowUp: -1, Home: -Infinity, End: Infinity };

/** Arrow keys, Home and End among the buttons of a list. */
export function moveFocus(event: KeyboardEvent, list: HTMLElement | null): void {
  const step = STEPS[event.key];
  if (step === undefined || !list) return;
  const stops = [...list.querySelectorAll<HTMLElement>('li > [tabindex], li[tabindex]')];
  const at = stops.findIndex((one) => one === document.activeElement);
  if (at < 0) return;
  event.preventDefault();
  stops[Math.max(0, Math.min(stops.length - 1, at + step))]?.focus();
}
