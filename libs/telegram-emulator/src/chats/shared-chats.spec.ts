import { BotClient } from '../testing/bot-client';
import { buildTown, leaveTown, type Town } from '../testing/town';

let telegram: Town['telegram'];
let bot: Town['bot'];
let ann: Town['ann'];
let boris: Town['boris'];

beforeEach(async () => {
  ({ telegram, bot, ann, boris } = await buildTown());
});

afterEach(() => leaveTown({ telegram }));

describe('a channel', () => {
  it('hands its posts to the bots in it, in its own name', async () => {
    const channel = telegram.channel('News', { owner: ann, members: [boris], username: 'the_news', signsPosts: true });
    await ann.in(channel).add(bot);
    const post = await ann.in(channel).send('Today');
    await ann.in(channel).edit(post, 'Tomorrow');
    const [[entered] = [], ...posts] = await bot.news();
    expect(entered).toBe('my_chat_member');
    expect(posts).toMatchObject([
      ['channel_post', { text: 'Today', sender_chat: { id: channel.id, username: 'the_news' }, author_signature: 'Ann' }],
      ['edited_channel_post', { text: 'Tomorrow', message_id: post.messageId }],
    ]);
    expect(posts[0]?.[1]).not.toHaveProperty('from');
    await expect(boris.in(channel).send('me too')).rejects.toThrow('cannot write');
  });

  it('does not tell a bot of its own posts, but other bots', async () => {
    const channel = telegram.channel('News', { owner: ann });
    const other = new BotClient(telegram, telegram.addBot({ username: 'other_bot' }));
    await ann.in(channel).add(bot);
    await ann.in(channel).add(other);
    await Promise.all([bot.news(), other.news()]);
    const sent = await bot.result('sendMessage', { chat_id: channel.id, text: 'mine' });
    expect(sent).toMatchObject({ sender_chat: { id: channel.id }, chat: { type: 'channel' } });
    expect(await channel.expectMessage('mine')).toMatchObject({ from: 'bot', senderId: bot.id, asChat: true });
    expect([await bot.texts(), await other.texts()]).toEqual([[], ['mine']]);
  });
});

describe('a forum', () => {
  it('says in which topic a message stands, and nothing of General', async () => {
    const forum = telegram.supergroup('Forum', { owner: ann, members: [boris, bot], forum: true });
    await bot.news();
    const topic = await ann.in(forum).createTopic('Plans');
    await boris.in(forum).send('/a@tower_bot', { topic });
    await boris.in(forum).send('/b@tower_bot');
    const [created, inTopic, inGeneral] = (await bot.news()).map(([, message]) => message);
    expect(created).toMatchObject({ message_id: topic.id, forum_topic_created: { name: 'Plans' }, chat: { is_forum: true } });
    expect(inTopic).toMatchObject({ message_thread_id: topic.id, is_topic_message: true });
    expect(inGeneral).not.toHaveProperty('message_thread_id');
    expect(inGeneral).not.toHaveProperty('is_topic_message');
  });
});

describe('a group that becomes a supergroup', () => {
  it('tells it in both chats, and goes on under another id with numbers of its own', async () => {
    const group = telegram.group('House', { owner: ann, members: [boris, bot] });
    await ann.in(group).promote(bot);
    await ann.in(group).send('before');
    await bot.news();
    const yard = await ann.in(group).migrate();
    expect(String(yard.id)).toMatch(/^-100\d{10}$/);
    const [last, own, first] = await bot.news();
    expect(last).toMatchObject(['message', { chat: { id: group.id }, migrate_to_chat_id: yard.id }]);
    expect(own).toMatchObject(['my_chat_member', { chat: { id: yard.id }, new_chat_member: { status: 'administrator' } }]);
    expect(first).toMatchObject(['message', { message_id: 1, chat: { id: yard.id }, migrate_from_chat_id: group.id }]);
    await expect(boris.in(group).send('old habits')).rejects.toThrow('has become the supergroup');
    await boris.in(yard).send('here');
    expect(await bot.texts()).toEqual(['here']);
    expect(await bot.call('sendMessage', { chat_id: group.id, text: 'hi' })).toEqual({
      ok: false,
      error_code: 400,
      description: 'Bad Request: group chat was upgraded to a supergroup chat',
      parameters: { migrate_to_chat_id: yard.id },
    });
    expect(await bot.result('sendMessage', { chat_id: yard.id, text: 'hi' })).toMatchObject({ message_id: 3 });
  });
});
