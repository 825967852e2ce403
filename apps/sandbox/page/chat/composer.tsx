import type { VNode } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';

import { useColumn } from '../column/context';
import { IconButton } from '../parts/icon';
import { CommandMenu, useCommandMenu } from './command-menu';
import { useChat } from './context';
import { DoingBar } from './doing-bar';
import { ReplyKeyboard } from './reply-keyboard';
import type { Draft } from './use-chat-acts';

const TALLEST = 160;

/** Enter sends, Shift+Enter begins a new line, Escape gives up, `/` shows the commands, the up key edits what was written last. */
export function Composer({ draft }: { draft: Draft }): VNode {
  const { person } = useColumn();
  const { chat, doing } = useChat();
  const field = useRef<HTMLTextAreaElement>(null);
  const menu = useCommandMenu(draft, field);
  const submit = (): void => {
    if (draft.text.trim() !== '') void draft.submit();
    field.current?.focus();
  };
  const onKeyDown = useKeys(draft, submit, menu.onKeyDown);
  useFieldHeight(field, draft.text);
  useEffect(() => {
    if (doing) field.current?.focus();
  }, [doing]);
  return (
    <div class="foot">
      <CommandMenu menu={menu} />
      <DoingBar />
      <form
        class="composer"
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        {chat.commands.length > 0 && <IconButton icon="slash" label="Commands" pressed={menu.isOpen} onClick={menu.toggle} />}
        <AnonymousToggle draft={draft} />
        <textarea
          ref={field}
          rows={1}
          maxLength={4_096}
          value={draft.text}
          placeholder={placeholderOf(chat, draft)}
          aria-label={`Message from ${person.name}`}
          aria-autocomplete="list"
          aria-controls={menu.isOpen ? menu.id : undefined}
          aria-activedescendant={menu.activeId}
          onInput={(event) => {
            draft.setText(event.currentTarget.value);
          }}
          onKeyDown={onKeyDown}
        />
        <button
          type="submit"
          class="send"
          aria-label={doing?.kind === 'edit' ? 'Save' : 'Send'}
          disabled={draft.text.trim() === ''}
        >
          <SendIcon />
        </button>
      </form>
      <ReplyKeyboard />
    </div>
  );
}

function SendIcon(): VNode {
  return (
    <svg class="icon" viewBox="0 0 24 24" width="20" height="20" aria-hidden="true">
      <path class="filled" d="M3.500 20.500L21.500 12 3.500 3.500 3.500 10l11 2-11 2z" />
    </svg>
  );
}

function placeholderOf({ kind, keyboard }: ReturnType<typeof useChat>['chat'], { anonymous }: Draft): string {
  if (anonymous) return 'Message in the name of the group';
  return keyboard?.placeholder ?? (kind === 'channel' ? 'Post' : 'Message');
}

function AnonymousToggle({ draft: { anonymous, setAnonymous } }: { draft: Draft }): VNode | null {
  const { chat } = useChat();
  const mayHide = chat.kind === 'supergroup' && (chat.status === 'creator' || chat.status === 'administrator');
  if (!mayHide) return null;
  return (
    <IconButton
      icon="mask"
      label="Write anonymously"
      pressed={anonymous}
      onClick={() => {
        setAnonymous(!anonymous);
      }}
    />
  );
}

function useKeys(draft: Draft, submit: () => void, menuKeys: (event: KeyboardEvent) => boolean): (event: KeyboardEvent) => void {
  const { chat, setDoing } = useChat();
  return (event) => {
    if (event.isComposing || menuKeys(event)) return;
    if (event.key === 'Enter' && !event.shiftKey) {
      event.preventDefault();
      submit();
    }
    if (event.key === 'ArrowUp' && draft.text === '') {
      const own = chat.messages.findLast((one) => one.isMine && one.service === undefined);
      if (own) {
        event.preventDefault();
        setDoing({ kind: 'edit', message: own });
      }
    }
  };
}

function useFieldHeight(field: { current: HTMLTextAreaElement | null }, text: string): void {
  const [, redraw] = useState(0);
  useLayoutEffect(() => {
    const element = field.current;
    if (!element) return;
    element.style.height = 'auto';
    element.style.height = `${String(Math.min(element.scrollHeight + 2, TALLEST))}px`;
    redraw((now) => now);
  }, [text]);
}
