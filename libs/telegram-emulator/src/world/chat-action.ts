/** What a bot shows that it is doing, as `typing`. https://core.telegram.org/bots/api#sendchataction */
export interface ChatAction {
  readonly botId: number;
  /** The person's id in a private chat. */
  readonly chatId: number;
  readonly action: string;
  readonly topicId?: number;
}
