import { createContext } from 'preact';
import { useContext } from 'preact/hooks';

import type { ChatView, MessageView } from '../../src/wire';

/** What the composer is busy with beside a new message. */
export type Doing = { kind: 'reply' | 'edit'; message: MessageView } | null;

/** What the parts of an open chat do with it. */
export interface ChatActs {
  chat: ChatView;
  /** The address of the chat with this behind it. */
  path: (rest: string) => string;
  /** Sends a text at once. Resolves to whether it worked. */
  send: (text: string) => Promise<boolean>;
  /** Puts a text into the composer. */
  write: (text: string) => void;
  doing: Doing;
  setDoing: (doing: Doing) => void;
  /** Shows what crossed the wire for a message. */
  showRaw: (message: MessageView) => void;
  /** The username of the bot that wrote it. */
  botOf: (message: MessageView) => string;
  may: (right: string) => boolean;
}

export const ChatContext = createContext<ChatActs | null>(null);

/** The open chat around this part of the page. */
export function useChat(): ChatActs {
  const acts = useContext(ChatContext);
  if (!acts) throw new Error('This belongs into an open chat');
  return acts;
}
