import { Injectable } from '@nestjs/common';

/** What a lib keeps that refers to chats. Every lib with such rows registers one (`test/architecture/chat-references.spec.ts`). */
export interface ChatReferences {
  /** The tables whose rows it answers for. */
  readonly tables: readonly string[];

  /**
   * Two chats are one: what refers to the first refers to the second from now on. Runs in the transaction of the merge.
   * False means that it cannot be now, and nothing of the merge happens.
   */
  absorb(fromChatId: string, toChatId: string): Promise<boolean>;
}

/** All that refers to chats, wherever it lives. */
@Injectable()
export class ChatReferencesRegistry {
  private readonly known = new Set<ChatReferences>();

  /** Libs register theirs when their module starts. */
  register(references: ChatReferences): void {
    this.known.add(references);
  }

  /** In the order in which modules start: lanes of messages before the rows of chats, as everywhere. */
  get all(): readonly ChatReferences[] {
    return [...this.known];
  }
}
