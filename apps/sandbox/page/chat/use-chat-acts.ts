import { useEffect, useRef, useState } from 'preact/hooks';

import type { ChatView, MessageView } from '../../src/wire';
import { call, chatPath } from '../api';
import { useColumn } from '../column/context';
import { world } from '../state/world';
import type { ChatActs, Doing } from './context';

/** What stands in the composer. */
export interface Draft {
  text: string;
  anonymous: boolean;
  setText: (text: string) => void;
  setAnonymous: (anonymous: boolean) => void;
  /** Sends it, or ends the edit with it. */
  submit: () => Promise<boolean>;
}

interface ChatDoings {
  acts: ChatActs;
  draft: Draft;
  raw: MessageView | null;
  closeRaw: () => void;
}

/** What can be done in an open chat. */
export function useChatActs(chat: ChatView): ChatDoings {
  const { person, column, act } = useColumn();
  const [doing, setDoing] = useState<Doing>(null);
  const [text, setText] = useState('');
  const [anonymous, setAnonymous] = useState(false);
  const [raw, setRaw] = useState<MessageView | null>(null);
  const path = (rest: string): string => chatPath(person.key, chat.ref, rest);
  const topic = typeof column.topic === 'number' ? { topic: column.topic } : {};
  const hidden = anonymous ? { anonymous } : {};
  const send = (words: string): Promise<boolean> => act(call('POST', path('/messages'), { text: words, ...topic, ...hidden }));
  useDraftOfEdit(doing, setText);
  const submit = async (): Promise<boolean> => {
    const body = { text, ...(doing?.kind === 'reply' && { replyTo: doing.message.messageId }), ...topic, ...hidden };
    const request =
      doing?.kind === 'edit'
        ? call('PATCH', path(`/messages/${String(doing.message.messageId)}`), { text })
        : call('POST', path('/messages'), body);
    setText('');
    setDoing(null);
    const worked = await act(request);
    if (!worked) setText((now) => (now === '' ? text : now));
    return worked;
  };
  const acts = { chat, path, send, write: setText, doing, setDoing, showRaw: setRaw, botOf: botOf(chat), may: may(chat) };
  const closeRaw = (): void => {
    setRaw(null);
  };
  return { acts, draft: { text, anonymous, setText, setAnonymous, submit }, raw, closeRaw };
}

/** An edit begins with the old text, and takes it along when it is given up. */
function useDraftOfEdit(doing: Doing, setText: (text: string) => void): void {
  const before = useRef<Doing>(null);
  useEffect(() => {
    if (doing?.kind === 'edit') setText(doing.message.text);
    else if (before.current?.kind === 'edit' && doing === null) setText('');
    before.current = doing;
  }, [doing]);
}

function may(chat: ChatView): (right: string) => boolean {
  return (right) => chat.status === 'creator' || chat.rights.includes(right);
}

function botOf(chat: ChatView): (message: MessageView) => string {
  return ({ authorId }) => world.get()?.bots.find(({ id }) => id === authorId)?.username ?? chat.username ?? '';
}
