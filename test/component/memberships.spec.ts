import { TestChappe } from '../support/chappe';
import { chatRow, present, roll, settled, watched } from '../support/rolls';

const aTime: unknown = expect.any(Date);

let chappe: TestChappe;

beforeAll(async () => {
  chappe = await TestChappe.start();
});

afterAll(async () => {
  await chappe.stop();
});

describe('somebody in a group', () => {
  it('is a member as soon as they write there, without any /start', async () => {
    const [owner, ann] = [chappe.person('owner1'), chappe.person('ann1')];
    const group = chappe.telegram.supergroup('Writers', { owner, members: [ann] });
    await owner.in(group).add(chappe.bot, {});
    await ann.in(group).send('hello');
    expect(await present(chappe, group)).toEqual({ in: ['ann1', 'owner1'], out: [] });
  });

  it('is a member when a message tells of their joining, and not any more when one tells of their leaving', async () => {
    const [owner, carl] = [chappe.person('owner2'), chappe.person('carl2')];
    const group = chappe.telegram.group('Plain', { owner, members: [chappe.bot] });
    await owner.in(group).add(carl);
    expect(await present(chappe, group)).toEqual({ in: ['carl2', 'owner2'], out: [] });
    await carl.in(group).leave();
    expect(await present(chappe, group)).toEqual({ in: ['owner2'], out: ['carl2'] });
  });

  it('is out when an administrator removes them, and the administrator stays', async () => {
    const [owner, dora] = [chappe.person('owner3'), chappe.person('dora3')];
    const group = await watched(chappe, 'Kicks', 'owner3');
    await dora.in(group).join();
    await owner.in(group).remove(dora);
    expect(await roll(chappe, group)).toEqual([
      expect.objectContaining({ name: 'dora3', status: 'kicked', left: aTime }),
      expect.objectContaining({ name: 'owner3', status: 'member', left: null }),
    ]);
  });

  it('keeps when they joined however often they leave and return; when they left is forgotten when they return', async () => {
    const eva = chappe.person('eva4');
    const group = await watched(chappe, 'Returns', 'owner4');
    await eva.in(group).join();
    const [first] = await roll(chappe, group);
    await eva.in(group).leave();
    const [gone] = await roll(chappe, group);
    await eva.in(group).join();
    const [back] = await roll(chappe, group);
    expect(gone).toMatchObject({ name: 'eva4', status: 'left', joined: first?.joined });
    expect(gone?.left).toBeInstanceOf(Date);
    expect(back).toEqual({ name: 'eva4', status: 'member', joined: first?.joined, left: null });
  });

  it('is what Telegram says: restricted, promoted, a member again', async () => {
    const [owner, finn] = [chappe.person('owner5'), chappe.person('finn5')];
    const group = await watched(chappe, 'Ranks', 'owner5');
    await finn.in(group).join();
    await owner.in(group).restrict(finn, { permissions: ['can_send_messages'] });
    const statuses = [(await roll(chappe, group))[0]?.status];
    await finn.in(group).send('still here');
    statuses.push((await roll(chappe, group))[0]?.status);
    await owner.in(group).demote(finn);
    statuses.push((await roll(chappe, group))[0]?.status);
    await owner.in(group).promote(finn);
    statuses.push((await roll(chappe, group))[0]?.status);
    expect(statuses).toEqual(['restricted', 'restricted', 'member', 'administrator']);
  });

  it('is one person and one membership though much arrives at once, and all of it twice', async () => {
    const group = await watched(chappe, 'Crowd', 'owner6');
    const people = Array.from({ length: 8 }, (_, i) => chappe.person(`crowd${String(i)}`));
    await Promise.all(people.map((person) => person.in(group).join()));
    await Promise.all(people.flatMap((person) => [person.in(group).send('one'), person.send(chappe.bot, 'hi')]));
    const before = await roll(chappe, group);
    const updates = await chappe.sql.rows<{ update_id: string }>('select update_id from updates');
    await Promise.all(updates.map(({ update_id }) => chappe.telegram.redeliver(chappe.bot, Number(update_id))));
    expect(await roll(chappe, group)).toEqual(before);
    expect(before.map(({ name }) => name)).toEqual([...people.map(({ key }) => key), 'owner6'].toSorted());
    const doubles = await chappe.sql.rows(
      `select telegram_id from telegram_users where owner_id is null group by telegram_id having count(*) > 1
       union all select telegram_id from chats group by bot_id, telegram_id having count(*) > 1`,
    );
    expect(doubles).toEqual([]);
  });
});

describe('who blocks the bot', () => {
  it('leaves the private chat and no other; when they come back it is as before', async () => {
    const gina = chappe.person('gina7');
    const group = await watched(chappe, 'Common', 'owner7');
    await gina.in(group).join();
    await gina.send(chappe.bot, 'hi');
    const [before] = await roll(chappe, gina);
    gina.block(chappe.bot);
    expect(await chatRow(chappe, gina)).toMatchObject({ bot_status: 'kicked', bot_left_at: aTime, reachable: false });
    expect(await present(chappe, gina)).toEqual({ in: [], out: ['gina7'] });
    expect((await present(chappe, group)).in).toContain('gina7');
    expect(await chatRow(chappe, group)).toMatchObject({ bot_left_at: null, reachable: true });

    gina.unblock(chappe.bot);
    expect(await chatRow(chappe, gina)).toMatchObject({ bot_status: 'member', bot_left_at: null, reachable: true });
    expect(await roll(chappe, gina)).toEqual([before]);
  });
});

describe('a bot in a group', () => {
  it('leaves it inactive when it is removed, and finds everybody there when it returns', async () => {
    const owner = chappe.person('owner8');
    const hugo = chappe.person('hugo8');
    const group = await watched(chappe, 'Come and go', 'owner8');
    await hugo.in(group).join();
    const before = await roll(chappe, group);
    await owner.in(group).remove(chappe.bot);
    expect(await chatRow(chappe, group)).toMatchObject({
      bot_status: 'kicked',
      bot_left_at: aTime,
      reachable: false,
    });
    await hugo.in(group).send('nobody hears this');
    await owner.in(group).unban(chappe.bot);
    await owner.in(group).add(chappe.bot);
    expect(await chatRow(chappe, group)).toMatchObject({ bot_status: 'member', bot_left_at: null, reachable: true });
    expect(await roll(chappe, group)).toEqual(before);
  });

  it('is out of a plain group whichever of the two updates about it comes last', async () => {
    const owner = chappe.person('owner9');
    const group = chappe.telegram.group('Plain too', { owner, members: [chappe.bot] });
    await owner.in(group).remove(chappe.bot);
    expect(await chatRow(chappe, group)).toMatchObject({ bot_status: 'left', bot_left_at: aTime });
    await owner.in(group).add(chappe.bot);
    expect(await chatRow(chappe, group)).toMatchObject({ bot_status: 'member', bot_left_at: null });
  });

  it('is what Telegram says: promoted, demoted; it is no member of its own chats', async () => {
    const owner = chappe.person('owner10');
    const group = await watched(chappe, 'Promotions', 'owner10');
    const ranks = [(await chatRow(chappe, group))?.bot_status];
    await owner.in(group).demote(chappe.bot);
    ranks.push((await chatRow(chappe, group))?.bot_status);
    expect(ranks).toEqual(['administrator', 'member']);
    expect(await present(chappe, group)).toEqual({ in: ['owner10'], out: [] });
  });
});

describe('who is not what they seem', () => {
  it('anonymous administrators, channels and what a linked channel forwards are nobody', async () => {
    const owner = chappe.person('owner11');
    const group = await watched(chappe, 'Masks', 'owner11');
    const channel = chappe.telegram.channel('News', { owner });
    await settled(chappe);
    const people = await chappe.sql.count('telegram_users');
    await owner.in(group).send('from nobody', { anonymous: true });
    await owner.in(group).send('from the channel', { asChannel: channel });
    await owner.in(channel).linkTo(group);
    await owner.in(channel).send('a post');
    expect(await present(chappe, group)).toEqual({ in: ['owner11'], out: [] });
    expect(await chappe.sql.count('telegram_users')).toBe(people);
    expect(await chatRow(chappe, channel)).toBeUndefined();
  });

  it('other bots are members and known as bots, and not in the public list', async () => {
    const owner = chappe.person('owner12');
    const other = chappe.telegram.addBot({ username: 'other_bot' });
    const group = await watched(chappe, 'Machines', 'owner12');
    await owner.in(group).add(other);
    await settled(chappe);
    const [row] = await chappe.sql.rows('select is_bot, listed from telegram_users where telegram_id = $1', [other.id]);
    expect(row).toEqual({ is_bot: true, listed: false });
    expect((await present(chappe, group)).in).toHaveLength(2);
  });

  it('posts of a channel make the channel known, and nobody', async () => {
    const owner = chappe.person('owner13');
    const channel = chappe.telegram.channel('Posts', { owner });
    await owner.in(channel).add(chappe.bot);
    await owner.in(channel).send('news');
    expect(await chatRow(chappe, channel)).toMatchObject({ type: 'channel', title: 'Posts', bot_status: 'administrator' });
    expect(await present(chappe, channel)).toEqual({ in: ['owner13'], out: [] });
  });

  it('a forum is known as one', async () => {
    const owner = chappe.person('owner14');
    const forum = chappe.telegram.supergroup('Forum', { owner, forum: true });
    await owner.in(forum).add(chappe.bot);
    expect(await chatRow(chappe, forum)).toMatchObject({ type: 'supergroup', is_forum: true });
  });
});
