import type { UpdateBox } from '../updates/update-box';
import { sharedChatInBotApiForm, userInBotApiForm } from '../world/bot-api-form';
import { memberInBotApiForm } from '../world/member-form';
import { isAdmin, isPresent, memberOf } from '../world/membership';
import type { MemberRecord, SharedChatRecord } from '../world/shared-chat-records';
import type { World } from '../world/world';
import type { Author, Posts } from './posts';

/** Who is in a chat and as what: changes of it, and what bots are told of them. */
export class Memberships {
  constructor(
    private readonly world: World,
    private readonly updates: UpdateBox,
    private readonly posts: Posts,
  ) {}

  /**
   * Makes somebody what `next` says. A bot hears of its own change; of other changes bots hear that are administrators and asked for
   * `chat_member`: https://core.telegram.org/bots/api#update
   */
  change(chat: SharedChatRecord, actorId: number, next: MemberRecord, via: object = {}): void {
    const before = memberOf(chat, next.userId);
    const admins = chat.members.filter(isAdmin);
    chat.members = [...chat.members.filter((one) => one.userId !== next.userId), next];
    const change = {
      chat: sharedChatInBotApiForm(chat),
      from: userInBotApiForm(this.world, actorId),
      date: this.world.unixTime,
      old_chat_member: memberInBotApiForm(this.world, chat, before),
      new_chat_member: memberInBotApiForm(this.world, chat, next),
      ...via,
    };
    this.endInTime(chat, next);
    const bot = this.world.bots.get(next.userId);
    if (bot) this.updates.put(bot, 'my_chat_member', `member:${String(chat.id)}`, change);
    for (const { userId } of admins) {
      const admin = userId === next.userId ? undefined : this.world.bots.get(userId);
      if (admin) this.updates.put(admin, 'chat_member', `person:${String(next.userId)}`, change);
    }
    this.posts.announce('members', chat);
  }

  /** Comes in. Groups tell it to everybody in a service message, channels do not. */
  enter(chat: SharedChatRecord, actor: Author & { senderId: number }, next: MemberRecord, via?: object): void {
    const wasThere = isPresent(memberOf(chat, next.userId));
    this.change(chat, actor.senderId, next, via);
    if (!wasThere && chat.type !== 'channel') this.posts.addService(chat, actor, { new_chat_members: [next.userId] });
  }

  /**
   * Goes or is made to go. A bot that has to leave a basic group is still told of it by the service message; in a supergroup it is out of
   * earshot at once.
   */
  exit(chat: SharedChatRecord, actor: Author & { senderId: number }, next: MemberRecord): void {
    const tell = (): void => {
      if (chat.type !== 'channel') this.posts.addService(chat, actor, { left_chat_member: next.userId });
    };
    if (chat.type === 'group') tell();
    this.change(chat, actor.senderId, next);
    if (chat.type === 'supergroup') tell();
  }

  /** Bans and restrictions of a restored world end when they should, too. */
  resume(): void {
    for (const chat of this.world.sharedChats.values()) for (const member of chat.members) this.endInTime(chat, member);
  }

  /** Nobody is told when a ban or a restriction ends by itself. */
  private endInTime(chat: SharedChatRecord, member: MemberRecord): void {
    const { untilDate, status, userId, readsAll, isOutside } = member;
    if (untilDate === undefined) return;
    this.world.clock.after(Math.max(0, untilDate * 1_000 - this.world.clock.now()), () => {
      const index = chat.members.indexOf(member);
      if (index < 0 || !this.world.sharedChats.has(chat.id)) return;
      const isFree = status === 'restricted' && isOutside !== true;
      chat.members[index] = isFree ? { userId, status: 'member', ...(readsAll && { readsAll }) } : { userId, status: 'left' };
      this.posts.announce('members', chat);
    });
  }

  /** A bot's privacy mode counts as it is when the bot comes in. */
  newcomer(userId: number): MemberRecord {
    const readsAll = this.world.bots.get(userId)?.readsAllMessages === true;
    return { userId, status: 'member', ...(readsAll && { readsAll }) };
  }
}
