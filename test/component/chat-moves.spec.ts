import type { Chat } from '@app/telegram-emulator';
import { TestChappe, type TestAccount } from '../support/chappe';
import { Messages } from '../support/messages';
import { chatRow, present, replay, settled } from '../support/rolls';

let chappe: TestChappe;
let ann: TestAccount;

beforeAll(async () => {
  chappe = await TestChappe.start();
  ann = await chappe.register('ann');
});

afterAll(async () => {
  await chappe.stop();
});

const switchBot = (on: boolean) => chappe.sql.rows('update bots set active = $1', [on]);

/** A plain group with the bot in it, paired with the account, and what is sent to it. */
async function pairedGroup(title: string, owner: string): Promise<{ group: Chat; chatId: string; messages: Messages }> {
  const group = chappe.telegram.group(title, { owner: chappe.person(owner), members: [chappe.bot] });
  const { id = '' } = (await chatRow(chappe, group)) ?? {};
  await chappe.sql.rows('update chats set account_id = $2, pairing_id = gen_random_uuid(), paired_at = now() where id = $1', [
    id,
    ann.id,
  ]);
  const token = await chappe.api.post<{ botToken: string }>('cabinet/bot-tokens', { chatId: id }, { token: ann.accessToken });
  return { group, chatId: id, messages: new Messages(chappe.api, token.body.botToken) };
}

const textsIn = (chat: Chat, pattern: RegExp): string[] =>
  chat.messages().flatMap(({ text }) => (pattern.test(text) ? [text.replace(/^ann\n/, '')] : []));

describe('a group that becomes a supergroup', () => {
  it('is the same chat under its new id, with everybody in it; what waits goes on in order', async () => {
    const { group, chatId, messages } = await pairedGroup('Movers', 'owner1');
    await chappe.person('owner1').in(group).add(chappe.person('carl1'));
    await switchBot(false);
    const waiting = [await messages.send('1 of 3'), await messages.send('2 of 3')];
    const moved = await chappe.person('owner1').in(group).migrate();
    expect(await chatRow(chappe, moved)).toMatchObject({ id: chatId, type: 'supergroup', bot_left_at: null });
    expect(await chatRow(chappe, group)).toBeUndefined();
    await switchBot(true);
    for (const id of [...waiting, await messages.send('3 of 3')]) {
      expect(await messages.ended(id)).toMatchObject({ status: 'sent', attempt: 1 });
    }
    expect(textsIn(moved, /of 3/)).toEqual(['1 of 3', '2 of 3', '3 of 3']);
    expect((await present(chappe, moved)).in).toEqual(['carl1', 'owner1']);
  });

  it.each([
    ['the group tells of it first', 'lane desc, id'],
    ['the supergroup tells of it first', 'lane, id'],
    ['everything comes backwards', 'id desc'],
  ])('is one chat when %s, though both were known', async (title, order) => {
    const { group, chatId, messages } = await pairedGroup(title, `owner of ${title}`);
    const owner = chappe.person(`owner of ${title}`);
    const moved = await owner.in(group).migrate();
    await owner.in(moved).send('in the new house');
    await settled(chappe);
    // As if the bot had met the supergroup as another chat, with messages and a token of its own.
    await chappe.sql.rows('update chats set telegram_id = $2, former_telegram_id = null where id = $1', [chatId, group.id]);
    const other = `insert into chats (id, bot_id, telegram_id, type) select gen_random_uuid(), id, $1, 'supergroup' from bots returning id`;
    const [twin] = await chappe.sql.rows<{ id: string }>(other, [moved.id]);
    await switchBot(false);
    const first = await messages.send('1 of 2');
    await chappe.sql.rows('update bot_tokens set chat_id = $2 where chat_id = $1', [chatId, twin?.id]);
    const second = await messages.send('2 of 2');

    await replay(chappe, [group.id, moved.id], order);
    await switchBot(true);
    expect([await messages.ended(first), await messages.ended(second)]).toEqual([
      expect.objectContaining({ status: 'sent' }),
      expect.objectContaining({ status: 'sent' }),
    ]);
    expect(textsIn(moved, /of 2/)).toEqual(['1 of 2', '2 of 2']);
    expect(await chatRow(chappe, moved)).toMatchObject({ id: chatId, type: 'supergroup', title });
    expect(await chappe.sql.rows('select id from chats where telegram_id = $1 or id = $2', [group.id, twin?.id])).toEqual([]);
    expect((await present(chappe, moved)).in).toEqual([owner.key]);
    const failed = await chappe.sql.rows(`select error from updates where status = 'failed'`);
    expect(failed).toEqual([]);
  });

  it.each(['lane desc, id', 'lane, id', 'id desc', 'random()'])(
    'is met for the first time in the order %s, as one chat',
    async (order) => {
      const owner = chappe.person(`newcomer ${order}`);
      const group = chappe.telegram.group('New here', { owner, members: [chappe.bot] });
      const moved = await owner.in(group).migrate();
      await owner.in(moved).add(chappe.person(`guest ${order}`));
      await settled(chappe);
      await chappe.sql.rows('delete from chats where telegram_id in ($1, $2)', [group.id, moved.id]);
      await replay(chappe, [group.id, moved.id], order);
      expect(await chatRow(chappe, moved)).toMatchObject({ type: 'supergroup', title: 'New here', bot_left_at: null });
      expect(await chatRow(chappe, group)).toBeUndefined();
      expect((await present(chappe, moved)).in).toEqual([`guest ${order}`, `newcomer ${order}`]);
    },
  );

  it('that is told of by a refused call only is the same chat, too', async () => {
    const { group, chatId, messages } = await pairedGroup('Refused', 'owner9');
    await chappe.sql.rows(`update lanes set paced_until = now() where chat_id = $1`, [chatId]);
    await switchBot(false);
    const id = await messages.send('over there');
    const moved = await chappe.person('owner9').in(group).migrate();
    await settled(chappe);
    await chappe.sql.rows('update chats set telegram_id = $2, former_telegram_id = null where id = $1', [chatId, group.id]);
    await switchBot(true);
    expect(await messages.ended(id)).toMatchObject({ status: 'sent' });
    expect(textsIn(moved, /over there/)).toEqual(['over there']);
    expect(await chatRow(chappe, moved)).toMatchObject({ id: chatId });
  });
});
