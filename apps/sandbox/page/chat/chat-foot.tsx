import type { VNode } from 'preact';

import { call } from '../api';
import { useColumn } from '../column/context';
import { Composer } from './composer';
import { useChat } from './context';
import type { Draft } from './use-chat-acts';

/** Where one writes, or the one thing that can be done instead. */
export function ChatFoot({ draft }: { draft: Draft }): VNode {
  const { chat, path, send } = useChat();
  const { column, open, act } = useColumn();
  const post = (rest: string, body: object = {}): Promise<boolean> => act(call('POST', path(rest), body));
  const start = (): void => {
    const parameter = column.start ?? '';
    void send(`/start ${parameter}`.trim()).then((worked) => {
      if (worked) open(chat.ref);
    });
  };
  if (chat.blocked) {
    const unblock = (): void => {
      void post('/block', { blocked: false }).then(() => {
        start();
      });
    };
    return <BigButton words="Unblock and start again" onClick={unblock} />;
  }
  if (chat.kind === 'private' && (column.start !== undefined || chat.messages.length === 0)) {
    return <BigButton words="Start" onClick={start} />;
  }
  if (chat.status === 'left') {
    return (
      <BigButton
        words={`Join ${chat.title}`}
        onClick={() => {
          void post('/join');
        }}
      />
    );
  }
  if (chat.status === 'kicked') return <p class="foot-words">You were removed from this chat.</p>;
  return <WhoMayWrite draft={draft} />;
}

function WhoMayWrite({ draft }: { draft: Draft }): VNode {
  const { chat, may } = useChat();
  if (chat.kind === 'channel' && !may('can_post_messages')) return <p class="foot-words">Only administrators post here.</p>;
  return <Composer draft={draft} />;
}

function BigButton({ words, onClick }: { words: string; onClick: () => void }): VNode {
  return (
    <div class="foot">
      <button type="button" class="big-button" onClick={onClick}>
        {words}
      </button>
    </div>
  );
}
