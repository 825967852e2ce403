import type { Chat, Person } from '@app/telegram-emulator';
import type { Answer } from './api-client';
import type { TestAccount, TestChappe } from './chappe';
import type { MessageView } from './messages';
import { OwnedBots } from './owned-bots';
import type { Echo } from './traffic';
import { waitFor } from './wait-for';

type Kind = 'private' | 'supergroup' | 'channel';

/** A private chat, a forum and a channel of a bot that belongs to an account: nothing that it sends has a heading. */
export class OwnedChats {
  private constructor(
    private readonly chappe: TestChappe,
    private readonly account: TestAccount,
    readonly bot: Echo['telegram'],
    readonly person: Person,
    readonly places: Readonly<Record<'supergroup' | 'channel', Chat>>,
    readonly ids: Readonly<Record<Kind, string>>,
  ) {}

  static async of(chappe: TestChappe, account: TestAccount): Promise<OwnedChats> {
    const bot = (await new OwnedBots(chappe, account).connect({ behaviour: 'silent' })).telegram;
    const person = chappe.person(`owner of ${account.name}`);
    await person.send(bot, '/start');
    const supergroup = chappe.telegram.supergroup('Yard', { owner: person, forum: true });
    const channel = chappe.telegram.channel('News', { owner: person });
    await person.in(supergroup).add(bot);
    await person.in(channel).add(bot);
    const ids = await waitFor('the bot to know its chats', async () => {
      const rows = await chappe.sql.rows<{ id: string; type: Kind }>(
        'select chats.id, type from chats join bots on bots.id = bot_id where owner_id = $1',
        [account.id],
      );
      return rows.length === 3 && (Object.fromEntries(rows.map(({ id, type }) => [type, id])) as Record<Kind, string>);
    });
    return new OwnedChats(chappe, account, bot, person, { supergroup, channel }, ids);
  }

  post(kind: Kind, body: object): Promise<Answer> {
    return this.chappe.api.post(
      'messages',
      { type: 'text', chatId: this.ids[kind], ...body },
      { token: this.account.accessToken },
    );
  }

  /** Sends, and answers the message at its end. */
  async sent(kind: Kind, body: object): Promise<MessageView> {
    return await this.ended(await this.post(kind, body));
  }

  act(id: string, what: string, body: object): Promise<Answer> {
    return this.chappe.api.post(`messages/${id}/${what}`, body, { token: this.account.accessToken });
  }

  /** Edits, and answers the edit at its end. */
  async edited(id: string, body: object): Promise<MessageView> {
    return await this.ended(await this.act(id, 'edit', body));
  }

  private async ended({ status, text, body }: Answer): Promise<MessageView> {
    if (status !== 202) throw new Error(text);
    return await waitFor('a message to end', async () => {
      const { body: seen } = await this.chappe.api.get<MessageView>(`messages/${String(body.id)}`, {
        token: this.account.accessToken,
      });
      return !['queued', 'sending'].includes(seen.status) && seen;
    });
  }

  /** The parameters of the newest call of a method. */
  lastCall(method: string): Readonly<Record<string, unknown>> {
    return this.chappe.telegram.callsOf(method, this.bot).at(-1)?.params ?? {};
  }
}
