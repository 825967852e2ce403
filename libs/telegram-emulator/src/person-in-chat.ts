import { Chat } from './chat';
import { PersonWritingInChat, type MessageReference } from './person-writing-in-chat';
import { attempt } from './surroundings';
import { isPresent, memberOf } from './world/membership';
import { ADMIN_RIGHTS, type AdminRight, type MemberRecord, type Permission, type TopicRecord } from './world/shared-chat-records';

/** A person or a bot. */
interface Member {
  readonly id: number;
}

export interface Promotion {
  /** All of them, unless told otherwise. */
  rights?: readonly AdminRight[];
  customTitle?: string;
}

/** What a person does in a chat that several share. Every act rejects when a Telegram app would not let them do it. */
export class PersonInChat extends PersonWritingInChat {
  pin(message: MessageReference): Promise<void> {
    return attempt(() => {
      this.here.may(this.chat.type === 'channel' ? 'can_edit_messages' : 'can_pin_messages');
      this.around.sharedChats.pin(this.chat, this.author(), this.here.message(message.messageId));
    });
  }

  join(): Promise<void> {
    return attempt(() => {
      this.here.open();
      const { status } = this.here.member();
      this.here.demand(status === 'left', `join: ${status}`);
      this.around.sharedChats.memberships.enter(this.chat, this.author(), { userId: this.person.id, status: 'member' });
    });
  }

  leave(): Promise<void> {
    return attempt(() => {
      this.here.present();
      this.around.sharedChats.memberships.exit(this.chat, this.author(), { userId: this.person.id, status: 'left' });
    });
  }

  /** Brings in a person or a bot. Bots come into a channel as administrators, into a group as what is said. */
  add(who: Member, promotion?: Promotion): Promise<void> {
    return attempt(() => {
      this.here.inviter();
      const { memberships } = this.around.sharedChats;
      const newcomer = memberships.newcomer(who.id);
      const isBot = this.around.world.bots.has(who.id);
      const asAdmin = promotion ?? (isBot && this.chat.type === 'channel' ? {} : undefined);
      memberships.enter(this.chat, this.author(), asAdmin ? promoted(newcomer, asAdmin) : newcomer);
    });
  }

  /** Makes a person or a bot go. From a supergroup or a channel that is a ban. */
  remove(who: Member): Promise<void> {
    return attempt(() => {
      this.here.may('can_restrict_members');
      this.member(who);
      this.around.sharedChats.memberships.exit(this.chat, this.author(), { userId: who.id, status: 'kicked' });
    });
  }

  /** Lifts a ban. */
  unban(who: Member): Promise<void> {
    return this.change(who, 'can_restrict_members', ({ userId }) => ({ userId, status: 'left' }), false);
  }

  /** Links this channel to a supergroup, in which its posts are discussed from now on. */
  linkTo(group: { readonly id: number }): Promise<void> {
    return attempt(() => {
      this.here.may('can_change_info');
      const linked = this.around.world.sharedChats.get(group.id);
      const isOwn = linked?.type === 'supergroup' && memberOf(linked, this.person.id).status === 'creator';
      this.here.demand(this.chat.type === 'channel' && isOwn, 'link to what is no supergroup of their own');
      if (linked) this.around.sharedChats.link(this.chat, linked);
    });
  }

  promote(who: Member, promotion: Promotion = {}): Promise<void> {
    return this.change(who, 'can_promote_members', (member) => promoted(member, promotion));
  }

  /** An administrator, or somebody restricted, becomes a member like others. */
  demote(who: Member): Promise<void> {
    return this.change(who, 'can_promote_members', ({ userId, readsAll }) => ({
      userId,
      status: 'member',
      ...(readsAll && { readsAll }),
    }));
  }

  /** Takes away everything but the given permissions; possible in supergroups only. */
  restrict(who: Member, { permissions = [] }: { permissions?: readonly Permission[] } = {}): Promise<void> {
    return this.change(who, 'can_restrict_members', ({ userId, readsAll }) => {
      if (this.chat.type !== 'supergroup') throw new Error('Members can be restricted in supergroups only');
      return { userId, status: 'restricted', permissions: [...permissions], ...(readsAll && { readsAll }) };
    });
  }

  rename(title: string): Promise<void> {
    return attempt(() => {
      this.here.may('can_change_info');
      this.around.sharedChats.rename(this.chat, this.author(), title);
    });
  }

  /** Lets those who are no administrators see only those who are; no update tells of it. */
  hideMembers(isHidden = true): Promise<void> {
    return attempt(() => {
      this.here.may('can_restrict_members');
      this.here.demand(this.chat.type === 'supergroup', 'hide the members of what is no supergroup');
      if (isHidden) this.chat.hidesMembers = true;
      else delete this.chat.hidesMembers;
    });
  }

  createTopic(name: string): Promise<Readonly<TopicRecord>> {
    return attempt(() => {
      this.here.may('can_manage_topics');
      if (!this.chat.isForum) throw new Error(`«${this.chat.title}» is no forum`);
      return this.around.sharedChats.createTopic(this.chat, this.author(), name);
    });
  }

  /** Closes a topic for everybody who does not manage topics, or opens it again. */
  closeTopic(topic: { readonly id: number }, isClosed = true): Promise<void> {
    return attempt(() => {
      this.here.may('can_manage_topics');
      this.around.sharedChats.closeTopic(this.chat, this.author(), this.here.topic(topic.id), isClosed);
    });
  }

  /** Lets somebody in who asked for it, or does not. */
  answerJoinRequest(who: Member, isWelcome: boolean): Promise<void> {
    return attempt(() => {
      this.here.may('can_invite_users');
      const request = this.chat.joinRequests?.find(({ userId }) => userId === who.id);
      if (!request) throw new Error(`${String(who.id)} does not ask to join «${this.chat.title}»`);
      this.around.sharedChats.doors.answer(this.chat, request, this.person.id, isWelcome);
    });
  }

  /** Makes the basic group a supergroup, and gives that. The old chat stays behind, closed. */
  migrate(): Promise<Chat> {
    return attempt(() => {
      this.here.ownerOfGroup();
      return new Chat(this.around.sharedChats.migrate(this.chat, this.person.id), this.around);
    });
  }

  /** Deletes the basic group for everybody. */
  dissolve(): Promise<void> {
    return attempt(() => {
      this.here.ownerOfGroup();
      this.around.sharedChats.dissolve(this.chat);
    });
  }

  private change(who: Member, right: AdminRight, next: (member: MemberRecord) => MemberRecord, present = true): Promise<void> {
    return attempt(() => {
      this.here.may(right);
      const member = present ? this.member(who) : memberOf(this.chat, who.id);
      this.around.sharedChats.memberships.change(this.chat, this.person.id, next(member));
    });
  }

  private member({ id }: Member): MemberRecord {
    const member = memberOf(this.chat, id);
    if (member.status === 'creator' || !isPresent(member)) {
      throw new Error(`${String(id)} is ${member.status} in «${this.chat.title}»`);
    }
    return member;
  }
}

function promoted({ userId, readsAll }: MemberRecord, { rights = ADMIN_RIGHTS, customTitle }: Promotion): MemberRecord {
  return {
    userId,
    status: 'administrator',
    rights: [...new Set<AdminRight>(['can_manage_chat', ...rights])],
    ...(customTitle !== undefined && { customTitle }),
    ...(readsAll && { readsAll }),
  };
}
