import type { Language } from '@app/texts';

/** What may be decided about a chat: to have a code, to be linked, not to be, or not to be any more. */
export type DecisionAction = 'code' | 'link' | 'decline' | 'unlink';

/** A button that somebody pressed, and which only who may speak for the chat may press. */
export interface ChatDecision {
  readonly id: string;
  readonly botId: string;
  readonly chatId: string;
  /** Who pressed it. */
  readonly telegramId: number;
  readonly language: Language;
  readonly action: DecisionAction;
  /** Which pairing is meant; null for a code. */
  readonly pairingId: string | null;
  readonly callbackId: string;
  readonly messageId: number;
  readonly topicId: number | null;
}
