import {
  found,
  lines,
  matcher,
  stretch,
  wordsFor,
  type EmulatedMessage,
  type MessageMatch,
  type MessageWindow,
} from './emulated-message';
import type { PersonSurroundings } from './surroundings';
import type { ChatAction } from './world/chat-action';
import { memberOf } from './world/membership';
import {
  PERMISSIONS,
  type JoinRequestRecord,
  type MemberRecord,
  type MemberStatus,
  type Permission,
  type SharedChatRecord,
  type TopicRecord,
} from './world/shared-chat-records';
import type { World } from './world/world';

/** A group, a supergroup or a channel, as those see it who are in it. */
export class Chat {
  constructor(
    private readonly record: SharedChatRecord,
    private readonly around: PersonSurroundings,
  ) {}

  get id(): number {
    return this.record.id;
  }

  get type(): SharedChatRecord['type'] {
    return this.record.type;
  }

  get title(): string {
    return this.record.title;
  }

  /** The public name, without the @. */
  get username(): string | undefined {
    return this.record.username;
  }

  get isForum(): boolean {
    return this.record.isForum;
  }

  /** The supergroup that this group has become. */
  get migratedTo(): number | undefined {
    return this.record.migratedTo;
  }

  /** Nobody can do anything here any more: it has become a supergroup, or was deleted. */
  get isClosed(): boolean {
    return this.record.migratedTo !== undefined || this.record.deleted === true;
  }

  /** Everybody who is or was here. */
  get members(): readonly Readonly<MemberRecord>[] {
    return this.record.members;
  }

  /** The topics of a forum without General. */
  get topics(): readonly Readonly<TopicRecord>[] {
    return this.record.topics;
  }

  /** The numbers of the pinned messages, the newest last. */
  get pinned(): readonly number[] {
    return this.record.pinned;
  }

  /** What a person or a bot is here. */
  statusOf(who: { readonly id: number }): MemberStatus {
    return memberOf(this.record, who.id).status;
  }

  get description(): string | undefined {
    return this.record.description;
  }

  /** What members may do, unless they are administrators. */
  get permissions(): readonly Permission[] {
    return this.record.permissions ?? PERMISSIONS;
  }

  /** Who asks to be let in. */
  get joinRequests(): readonly Readonly<JoinRequestRecord>[] {
    return this.record.joinRequests ?? [];
  }

  /** What bots show that they are doing here, as `typing`. */
  get chatActions(): readonly ChatAction[] {
    return [...this.around.world.actions].filter(({ chatId }) => chatId === this.id);
  }

  /** The oldest message first. */
  messages(window: MessageWindow = {}): EmulatedMessage[] {
    return stretch(this.record.messages, window);
  }

  /** @throws Error when it is not there, or not any more. */
  message(messageId: number): EmulatedMessage {
    return found(this.record.messages, messageId);
  }

  /**
   * The first message of a bot that matches, as soon as there is one, be it new or edited. A string must be contained in the text.
   * @throws Error that lists what stands there instead, when the time is over.
   */
  expectMessage(
    match: MessageMatch,
    { after = 0, timeoutMs = 5_000 }: { after?: number; timeoutMs?: number } = {},
  ): Promise<EmulatedMessage> {
    const isIt = matcher(match);
    return this.around.expectations.until({
      find: () => this.messages().find((one) => one.from === 'bot' && one.messageId > after && isIt(one)),
      timeoutMs,
      disappointment: () => `No bot wrote in «${this.title}» what matches ${wordsFor(match)}${lines(this.messages())}`,
    });
  }
}

/** @throws Error when there is no such chat. */
export function findChat(world: World, { id }: { readonly id: number }): SharedChatRecord {
  const chat = world.sharedChats.get(id);
  if (!chat) throw new Error(`There is no chat ${String(id)} in the world`);
  return chat;
}
