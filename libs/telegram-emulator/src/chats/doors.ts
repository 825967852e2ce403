import type { UpdateBox } from '../updates/update-box';
import { personAsUser, sharedChatInBotApiForm } from '../world/bot-api-form';
import { inviteLinkInBotApiForm } from '../world/invite-link-form';
import { may, memberOf } from '../world/membership';
import type { PersonRecord } from '../world/records';
import type { InviteLinkRecord, JoinRequestRecord, SharedChatRecord } from '../world/shared-chat-records';
import type { World } from '../world/world';
import type { Memberships } from './memberships';
import type { Posts } from './posts';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** How people come in by invite links, and the bots that watch the door. */
export class Doors {
  constructor(
    private readonly world: World,
    private readonly updates: UpdateBox,
    private readonly memberships: Memberships,
    private readonly posts: Posts,
  ) {}

  addLink(chat: SharedChatRecord, draft: Omit<InviteLinkRecord, 'link' | 'isRevoked' | 'joinedIds'>): InviteLinkRecord {
    const link = { ...draft, link: `https://t.me/+${this.world.random.text(ALPHABET, 16)}`, isRevoked: false, joinedIds: [] };
    chat.inviteLinks = [...(chat.inviteLinks ?? []), link];
    this.posts.announce('members', chat);
    return link;
  }

  /** Comes in, or asks to be let in. @throws Error when the link leads nowhere for them. */
  follow(person: PersonRecord, address: string): 'joined' | 'requested' {
    const { chat, link } = this.find(address);
    const { status } = memberOf(chat, person.id);
    if (status !== 'left') throw new Error(`${person.key} cannot join «${chat.title}»: ${status}`);
    if (link.createsJoinRequest) {
      this.request(chat, person, link);
      return 'requested';
    }
    link.joinedIds.push(person.id);
    const via = { invite_link: inviteLinkInBotApiForm(this.world, chat, link) };
    this.memberships.enter(chat, { from: 'person', senderId: person.id }, { userId: person.id, status: 'member' }, via);
    return 'joined';
  }

  /** Lets somebody in who asked, or does not. */
  answer(chat: SharedChatRecord, { userId, link: address }: JoinRequestRecord, actorId: number, isWelcome: boolean): void {
    chat.joinRequests = (chat.joinRequests ?? []).filter((one) => one.userId !== userId);
    if (isWelcome) {
      const link = chat.inviteLinks?.find((one) => one.link === address);
      link?.joinedIds.push(userId);
      const via = { ...(link && { invite_link: inviteLinkInBotApiForm(this.world, chat, link) }), via_join_request: true };
      this.memberships.change(chat, actorId, { userId, status: 'member' }, via);
      const asThemselves = { from: 'person' as const, senderId: userId };
      if (chat.type !== 'channel') this.posts.addService(chat, asThemselves, { new_chat_members: [userId] });
    }
    this.posts.announce('members', chat);
  }

  private request(chat: SharedChatRecord, person: PersonRecord, { link: address }: InviteLinkRecord): void {
    const request = { userId: person.id, date: this.world.unixTime, link: address };
    chat.joinRequests = [...(chat.joinRequests ?? []).filter(({ userId }) => userId !== person.id), request];
    const link = chat.inviteLinks?.find((one) => one.link === address);
    const keepers = chat.members.filter((member) => may(member, 'can_invite_users'));
    for (const bot of keepers.flatMap(({ userId }) => this.world.bots.get(userId) ?? [])) {
      this.updates.put(bot, 'chat_join_request', `person:${String(person.id)}`, {
        chat: sharedChatInBotApiForm(chat),
        from: personAsUser(person),
        user_chat_id: person.id,
        date: request.date,
        ...(link && { invite_link: inviteLinkInBotApiForm(this.world, chat, link) }),
      });
    }
    this.posts.announce('members', chat);
  }

  private find(address: string): { chat: SharedChatRecord; link: InviteLinkRecord } {
    for (const chat of this.world.sharedChats.values()) {
      const link = chat.inviteLinks?.find((one) => one.link === address);
      if (!link) continue;
      const { isRevoked, expireDate = Infinity, memberLimit = Infinity, joinedIds } = link;
      if (isRevoked || expireDate <= this.world.unixTime || joinedIds.length >= memberLimit) break;
      return { chat, link };
    }
    throw new Error(`The invite link ${address} is not valid, or not any more`);
  }
}
