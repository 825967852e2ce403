import type { VNode } from 'preact';
import { useState } from 'preact/hooks';

import type { SharedChatView } from '../../src/wire';
import { call } from '../api';
import { useChat } from '../chat/context';
import { useColumn } from '../column/context';

/** What can be done with the chat as a whole. */
export function ChatSettings(): VNode {
  const { act } = useColumn();
  const { chat, path, may } = useChat();
  const post = (rest: string, body: object = {}): Promise<boolean> => act(call('POST', path(rest), body));
  return (
    <div class="settings">
      {may('can_change_info') && <OneField label="New name" action="Rename" onSubmit={(title) => post('/rename', { title })} />}
      {chat.isForum && may('can_manage_topics') && (
        <OneField label="New topic" action="Create" onSubmit={(name) => post('/topics', { name })} />
      )}
      {chat.isForum && may('can_manage_topics') && <TopicSwitches post={post} />}
      <Farewells post={post} />
    </div>
  );
}

/** What ends the chat as it is, for one or for everybody. */
function Farewells({ post }: { post: (rest: string) => Promise<boolean> }): VNode {
  const { act, open } = useColumn();
  const { chat, path } = useChat();
  const isOwner = chat.status === 'creator';
  const isMember = chat.status !== 'left' && chat.status !== 'kicked';
  const migrate = (): void => {
    void act(
      call<SharedChatView>('POST', path('/migrate'), {}).then(({ id }) => {
        open(String(id));
      }),
    );
  };
  return (
    <div class="row">
      {isOwner && chat.kind === 'group' && (
        <button type="button" class="plain" onClick={migrate}>
          Make it a supergroup
        </button>
      )}
      {isMember && (
        <button
          type="button"
          class="plain"
          onClick={() => {
            void post('/leave');
          }}
        >
          Leave
        </button>
      )}
      {isOwner && chat.kind === 'group' && (
        <button
          type="button"
          class="plain danger"
          onClick={() => {
            void post('/dissolve').then(() => {
              open(null);
            });
          }}
        >
          Delete for everybody
        </button>
      )}
    </div>
  );
}

/** Closes topics and opens them again. */
function TopicSwitches({ post }: { post: (rest: string, body: object) => Promise<boolean> }): VNode {
  const { chat } = useChat();
  return (
    <div class="row">
      {chat.topics.map(({ id, name, isClosed = false }) => (
        <button
          key={id}
          type="button"
          class="small-button"
          onClick={() => {
            void post('/topic', { topic: id, closed: !isClosed });
          }}
        >
          {isClosed ? `Open «${name}» again` : `Close «${name}»`}
        </button>
      ))}
    </div>
  );
}

interface OneFieldProps {
  label: string;
  action: string;
  onSubmit: (text: string) => Promise<boolean>;
}

function OneField({ label, action, onSubmit }: OneFieldProps): VNode {
  const [text, setText] = useState('');
  const submit = (event: Event): void => {
    event.preventDefault();
    if (text.trim() === '') return;
    void onSubmit(text.trim()).then((worked) => {
      if (worked) setText('');
    });
  };
  return (
    <form class="row" onSubmit={submit}>
      <input
        aria-label={label}
        placeholder={label}
        value={text}
        maxLength={128}
        onInput={(event) => {
          setText(event.currentTarget.value);
        }}
      />
      <button type="submit" class="plain" disabled={text.trim() === ''}>
        {action}
      </button>
    </form>
  );
}
