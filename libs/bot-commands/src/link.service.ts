import { Injectable } from '@nestjs/common';
import { AccountsService, type Account } from '@app/auth';
import { DecisionsService, PairingsService, type OpenedLink } from '@app/cabinet';
import { ChatsService } from '@app/chat-membership';
import type { Answer, Button } from './answer';
import type { Asker, Caller } from './asker';
import type { PressedContext } from './askers.service';
import { decisionOf, type ChatDecision } from './chat-buttons';

/** Links chats with accounts, as people decide. In a group the admins decide: whoever presses a button is asked after at Telegram. */
@Injectable()
export class LinkService {
  constructor(
    private readonly chats: ChatsService,
    private readonly accounts: AccountsService,
    private readonly pairings: PairingsService,
    private readonly decisions: DecisionsService,
  ) {}

  /** The pairing whose link was opened; null for a link of something else, which is nobody's fault. */
  async opened({ id }: Caller['bot'], payload: string): Promise<OpenedLink | null> {
    return await this.pairings.findByLink(id, payload);
  }

  /** Whoever opened the link of a pairing is asked whether the chat shall be linked with that account. */
  async confirm({ chat, say }: Caller, { pairing, waits }: OpenedLink): Promise<Answer> {
    const beginner = waits ? await this.accounts.find(pairing.accountId) : null;
    if (!beginner) return { text: say('link.gone') };
    const account = knownAs(beginner);
    const buttons: Button[] = [
      { text: say('button.yes').text, callback_data: `link:yes:${pairing.id}` },
      { text: say('button.no').text, callback_data: `link:no:${pairing.id}` },
    ];
    return { text: say(chat.type === 'private' ? 'link.confirmPrivate' : 'link.confirm', { account }), buttons: [buttons] };
  }

  /** In a group a code is not for everybody to read: an admin has it shown. */
  offerCode({ say }: Caller): Answer {
    return { text: say('link.ask'), buttons: [[{ text: say('button.code').text, callback_data: 'link:code' }]] };
  }

  /** The same where nobody has asked for it, unless the chat is linked already; null then. */
  async offerWhereFree(caller: Caller): Promise<Answer | null> {
    const known = await this.chats.find(caller.bot.id, caller.chat.id);
    return known?.accountId === null ? this.offerCode(caller) : null;
  }

  /** Asks before a link is ended. */
  async askToUnlink({ bot, chat, say }: Caller): Promise<Answer> {
    const known = await this.chats.find(bot.id, chat.id);
    const { accountId = null, pairingId } = known ?? {};
    const account = accountId === null ? null : await this.accounts.find(accountId);
    if (!account) return { text: say('unlink.none') };
    const buttons: Button[] = [
      { text: say('button.yes').text, callback_data: `unlink:${pairingId ?? ''}` },
      { text: say('button.no').text, callback_data: 'unlink:no' },
    ];
    return { text: say('unlink.ask', { account: account.name }), buttons: [buttons] };
  }

  /** Somebody pressed a button that decides about a chat: in private it is theirs, elsewhere it is found out. */
  async decide(ctx: PressedContext, asker: Asker, what: Pick<ChatDecision, 'action' | 'pairingId'>): Promise<void> {
    const chat = await this.chats.find(asker.bot.id, asker.chat.id);
    if (!chat) return;
    const decision = decisionOf(ctx, asker, { chatId: chat.id, ...what });
    await (asker.chat.type === 'private' ? this.decisions.decide(decision) : this.decisions.ask(decision));
  }
}

/** By which people recognise an account that wants to be linked: what it has proved, or what it signs in with. */
function knownAs({ email, emailVerifiedAt, username, name }: Account): string {
  return (emailVerifiedAt === null ? null : email) ?? username ?? name;
}
