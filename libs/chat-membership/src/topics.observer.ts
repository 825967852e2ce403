import { Injectable } from '@nestjs/common';
import { chatOf, momentOf, topicIn } from '@app/telegram';
import type { Incoming, UpdateObserver } from '@app/updates';
import { TopicsRepository } from './topics.repository';

/** A topic is learned from whatever is written in it or done with it. Needs the chat of the update to be known. */
@Injectable()
export class TopicsObserver implements UpdateObserver {
  constructor(private readonly topics: TopicsRepository) {}

  async observe({ botId, update }: Incoming): Promise<void> {
    const [chat, topic] = [chatOf(update), topicIn(update)];
    if (chat && topic) await this.topics.record({ botId, chatTelegramId: chat.id }, topic, momentOf(update));
  }
}
