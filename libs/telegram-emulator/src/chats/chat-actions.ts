import type { ChatAction } from '../world/chat-action';
import type { World } from '../world/world';

const SHOWN_MS = 5_000;

/** What bots show that they are doing: for five seconds, or until they write. https://core.telegram.org/bots/api#sendchataction */
export class ChatActions {
  constructor(private readonly world: World) {}

  /** One at a time in a chat, or in a topic of it. */
  show(action: ChatAction): void {
    this.end(action);
    this.world.actions.add(action);
    this.tell(action);
    this.world.clock.after(SHOWN_MS, () => {
      if (this.world.actions.delete(action)) this.tell(action);
    });
  }

  end({ botId, chatId, topicId }: Omit<ChatAction, 'action'>): void {
    for (const action of [...this.world.actions]) {
      if (action.botId !== botId || action.chatId !== chatId || action.topicId !== topicId) continue;
      this.world.actions.delete(action);
      this.tell(action);
    }
  }

  private tell({ botId, chatId }: ChatAction): void {
    const where = this.world.sharedChats.has(chatId) ? { chatId } : { personId: chatId };
    this.world.announce({ kind: 'action', botId, ...where });
  }
}
