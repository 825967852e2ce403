import { isAdmin, isPresent, may, memberOf } from '../world/membership';
import type { MessageRecord } from '../world/message-record';
import type { PersonRecord } from '../world/records';
import type { AdminRight, MemberRecord, SharedChatRecord, TopicRecord } from '../world/shared-chat-records';

/** What a Telegram app lets a person do in a chat. Every rule throws an Error with words for the test that breaks it. */
export class ClientRules {
  constructor(
    private readonly chat: SharedChatRecord,
    private readonly person: PersonRecord,
  ) {}

  member(): MemberRecord {
    return memberOf(this.chat, this.person.id);
  }

  /** The chat is still there. */
  open(): void {
    const { title, migratedTo, deleted } = this.chat;
    if (migratedTo !== undefined) throw new Error(`«${title}» has become the supergroup ${String(migratedTo)}`);
    if (deleted === true) throw new Error(`«${title}» was deleted`);
  }

  present(): MemberRecord {
    this.open();
    const member = this.member();
    // Whoever writes to a channel is no member of anything by that.
    this.demand(isPresent(member) || this.chat.directMessagesOf !== undefined, `act: ${member.status}`);
    return member;
  }

  admin(): void {
    this.demand(isAdmin(this.present()), 'act as an administrator');
  }

  may(right: AdminRight): void {
    this.demand(may(this.present(), right), `do what needs ${right}`);
  }

  inviter(): void {
    this.demand(this.chat.type !== 'channel' || may(this.present(), 'can_invite_users'), 'invite');
    this.present();
  }

  channelEditor(): void {
    this.demand(this.chat.type === 'channel' && may(this.present(), 'can_edit_messages'), 'edit what others wrote');
  }

  ownerOfGroup(): void {
    this.demand(this.chat.type === 'group' && this.present().status === 'creator', 'do what only the owner of a basic group may');
  }

  topic(id: number): TopicRecord {
    const topic = this.chat.topics.find((one) => one.id === id);
    if (topic) return topic;
    throw new Error(`«${this.chat.title}» has no topic ${String(id)}`);
  }

  /** The number of a topic that this person may write in. */
  openTopic(id: number): number {
    const { isClosed, createdBy, name } = this.topic(id);
    const mayEnter = isClosed !== true || createdBy === this.person.id || may(this.member(), 'can_manage_topics');
    this.demand(mayEnter, `write in the topic «${name}», which is closed,`);
    return id;
  }

  message(messageId: number): MessageRecord {
    const found = this.chat.messages.find((one) => one.messageId === messageId);
    if (found) return found;
    throw new Error(`«${this.chat.title}» has no message ${String(messageId)}`);
  }

  demand(isAllowed: boolean, deed: string): void {
    if (!isAllowed) throw new Error(`${this.person.key} cannot ${deed} in «${this.chat.title}»`);
  }
}
