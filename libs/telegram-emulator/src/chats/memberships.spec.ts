import { statusOf } from '../testing/bot-client';
import { buildTown, leaveTown, type Town } from '../testing/town';

let telegram: Town['telegram'];
let bot: Town['bot'];
let ann: Town['ann'];
let boris: Town['boris'];

beforeEach(async () => {
  ({ telegram, bot, ann, boris } = await buildTown());
});

afterEach(() => leaveTown({ telegram }));

describe('a bot that comes into a group', () => {
  it('hears of it twice: as a change of its own membership and as a service message', async () => {
    const group = telegram.group('House', { owner: ann });
    await ann.in(group).add(bot);
    const [first, second, ...others] = await bot.news();
    expect(others).toEqual([]);
    expect(first?.[0]).toBe('my_chat_member');
    expect(first?.[1]).toMatchObject({ chat: { id: group.id, title: 'House', type: 'group' }, from: { id: ann.id } });
    expect(statusOf(first ?? ['', {}])).toEqual(['left', 'member']);
    expect(second).toEqual([
      'message',
      expect.objectContaining({ new_chat_members: [expect.objectContaining({ id: bot.id })], from: expect.anything() as object }),
    ]);
  });

  it('hears of the creation only if it was there from the beginning', async () => {
    telegram.group('House', { owner: ann, members: [bot] });
    expect(await bot.news()).toMatchObject([
      ['my_chat_member', {}],
      ['message', { group_chat_created: true }],
    ]);
    telegram.supergroup('Yard', { owner: ann, members: [bot] });
    expect(await bot.news()).toMatchObject([
      ['my_chat_member', {}],
      ['message', { new_chat_members: [{ id: bot.id }] }],
    ]);
  });

  it('hears of its promotion, restriction and removal', async () => {
    const yard = telegram.supergroup('Yard', { owner: ann, members: [bot] });
    await bot.news();
    await ann.in(yard).promote(bot, { rights: ['can_pin_messages'] });
    await ann.in(yard).restrict(bot);
    await ann.in(yard).remove(bot);
    const moves = await bot.news();
    expect(moves.map(([kind, update]) => [kind, ...statusOf(['', update])])).toEqual([
      ['my_chat_member', 'member', 'administrator'],
      ['my_chat_member', 'administrator', 'restricted'],
      ['my_chat_member', 'restricted', 'kicked'],
    ]);
    expect(moves[0]?.[1].new_chat_member).toMatchObject({
      can_pin_messages: true,
      can_delete_messages: false,
      can_manage_chat: true,
    });
    expect(moves[1]?.[1].new_chat_member).toMatchObject({ can_send_messages: false, is_member: true });
    await boris.in(yard).join();
    await boris.in(yard).send(`/help@${bot.username}`);
    expect(await bot.news()).toEqual([]);
  });

  it('is shown as having left when it is removed from a basic group, and still sees itself go', async () => {
    const group = telegram.group('House', { owner: ann, members: [bot] });
    await bot.news();
    await ann.in(group).remove(bot);
    const [farewell, move] = await bot.news();
    expect(farewell).toMatchObject(['message', { left_chat_member: { id: bot.id } }]);
    expect(statusOf(move ?? ['', {}])).toEqual(['member', 'left']);
  });
});
