import type { VNode } from 'preact';
import { useEffect, useState } from 'preact/hooks';

import type { ChatView } from '../../src/wire';
import { chatPath } from '../api';
import { useColumn } from '../column/context';
import { InfoPanel } from '../info/info-panel';
import { useLive } from '../state/follow';
import type { Column } from '../state/layout';
import { markSeen } from '../state/seen';
import { findBot } from '../state/world';
import { attachmentsOf } from './attachments';
import { ChatContext } from './context';
import { ChatFoot } from './chat-foot';
import { ChatHead } from './chat-head';
import { Messages } from './messages';
import { PinnedBar } from './pinned-bar';
import { RawPanel } from './raw-panel';
import { TopicTabs } from './topic-tabs';
import { useChatActs } from './use-chat-acts';

const PAGE = 60;
const MOST = 1_920;

/** The chat that is open. */
export function ChatPanel({ chatRef }: { chatRef: string }): VNode {
  const { person, column, open } = useColumn();
  const [limit, setLimit] = useState(PAGE);
  const [panel, setPanel] = useState<'info' | null>(null);
  const chat = useLive<ChatView | null>(addressOf(person.key, column, chatRef, limit), topicsOf(chatRef, person.id), null, () => {
    open(null);
  });
  const newest = chat?.messages.at(-1)?.messageId;
  useEffect(() => {
    if (newest !== undefined) markSeen(person.id, chatRef, newest);
  }, [newest]);
  useEffect(() => {
    setLimit(PAGE);
  }, [column.topic]);
  if (!chat) return <div class="chat loading" aria-busy="true" />;
  const earlier =
    chat.hasEarlier && limit < MOST
      ? () => {
          setLimit(limit * 2);
        }
      : null;
  const close = (): void => {
    setPanel(null);
  };
  return (
    <OpenChat
      chat={chat}
      onEarlier={earlier}
      onInfo={() => {
        setPanel(panel === null ? 'info' : null);
      }}
    >
      {panel === 'info' && <InfoPanel onClose={close} />}
    </OpenChat>
  );
}

interface OpenChatProps {
  chat: ChatView;
  onEarlier: (() => void) | null;
  onInfo: () => void;
  children: VNode | false;
}

function OpenChat({ chat, onEarlier, onInfo, children }: OpenChatProps): VNode {
  const { person } = useColumn();
  const { acts, draft, raw, closeRaw } = useChatActs(chat);
  return (
    <ChatContext.Provider value={acts}>
      <div
        class="chat"
        role="region"
        aria-label={`${person.name} in ${chat.title}`}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return;
          if (raw) closeRaw();
          else acts.setDoing(null);
        }}
        onDragOver={(event) => {
          event.preventDefault();
        }}
        onDrop={(event) => {
          event.preventDefault();
          draft.setFiles([...draft.files, ...attachmentsOf(event.dataTransfer?.files ?? [])]);
        }}
      >
        <ChatHead onInfo={onInfo} />
        {chat.isForum && <TopicTabs />}
        <PinnedBar />
        <Messages onEarlier={onEarlier} />
        <ChatFoot draft={draft} />
        {children}
        {raw && <RawPanel message={raw} onClose={closeRaw} />}
      </div>
    </ChatContext.Provider>
  );
}

function addressOf(key: string, { topic }: Column, ref: string, limit: number): string {
  const query = topic === 'all' ? '' : `&topic=${String(topic)}`;
  return chatPath(key, ref, `?limit=${String(limit)}${query}`);
}

/** A change of these is a change of what the person sees here. */
function topicsOf(ref: string, personId: number): RegExp {
  const bot = findBot(ref);
  return new RegExp(bot ? `^(world|private:${String(bot.id)}:${String(personId)})$` : `^(world|shared:${ref})$`);
}
