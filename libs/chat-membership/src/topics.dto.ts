import { PageOf } from '@app/platform';
import type { Topic } from './topics.repository';

export class TopicView {
  /** Telegram's `message_thread_id`: it means something in this chat only. General is 1. */
  topicId!: number;

  /** Null until the bot has seen what it is called. */
  title!: string | null;

  /** Whether only those who manage topics may write there. Telegram does not tell bots of topics that are deleted. */
  closed!: boolean;

  /** When something happened in it that the bot saw, for the first time. */
  firstSeenAt!: Date;

  static of({ topicId, title, closed, firstSeenAt }: Topic): TopicView {
    return { topicId, title, closed, firstSeenAt };
  }
}

export class TopicPage extends PageOf(TopicView) {}

/** The columns of the file. */
export const TOPIC_COLUMNS: readonly (keyof TopicView)[] = ['topicId', 'title', 'closed', 'firstSeenAt'];
