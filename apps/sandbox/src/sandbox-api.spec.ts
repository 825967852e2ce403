import { Telegram } from 'telegraf';

import type { Sandbox } from './sandbox';
import { BoxClient } from './testing/box-client';
import type { BotDetails, ChatView, FaultView, SharedChatView, WorldView } from './wire';

let box: BoxClient;
let sandbox: Sandbox;

beforeEach(async () => {
  box = await BoxClient.start();
  ({ sandbox } = box);
});

afterEach(() => box.end());

const ask: BoxClient['ask'] = (...call) => box.ask(...call);
const done = async <T>(...call: Parameters<BoxClient['done']>): Promise<T> => (await box.done(...call)) as T;
const program = (): Telegram => new Telegram(sandbox.bot.token, { apiRoot: sandbox.telegram.apiRoot });

async function found(
  type: string,
  members: string[] = ['boris', 'tower_bot'],
): Promise<{ id: number; path: (who: string, rest?: string) => string }> {
  const { id } = await done<SharedChatView>('POST', '/chats', { owner: 'ann', type, title: 'Yard', members });
  return { id, path: (who, rest = '') => `/people/${who}/chats/${String(id)}${rest}` };
}

describe('a chat that several share', () => {
  it('is founded, lived in and left', async () => {
    const { path } = await found('supergroup');
    await done('POST', path('ann', '/promote'), { who: 'boris', rights: ['can_pin_messages'], customTitle: 'Guard' });
    const { messageId } = await done<{ messageId: number }>('POST', path('boris', '/messages'), { text: 'hi', anonymous: true });
    await done('POST', path('boris', '/pin'), { messageId });
    await done('POST', path('ann', '/rename'), { title: 'Garden' });
    const seen = await done<ChatView>('GET', path('ann'));
    expect(seen).toMatchObject({
      kind: 'supergroup',
      title: 'Garden',
      status: 'creator',
      memberCount: 3,
      pinned: [{ messageId, text: 'hi' }],
    });
    expect(seen.messages.map(({ service, text }) => service ?? text)).toEqual([
      'Ann created the group',
      'Ann added Борис',
      'Ann added Chappe',
      'hi',
      'Борис pinned a message: «hi»',
      'Ann changed the name to «Garden»',
    ]);
    expect(seen.messages.find(({ text }) => text === 'hi')).toMatchObject({ author: 'Garden', asChat: true, signature: 'Guard' });
    await done('POST', path('boris', '/leave'), {});
    expect(await done<ChatView>('GET', path('boris'))).toMatchObject({ status: 'left', messages: [] });
  });

  it('has topics that are looked at one by one', async () => {
    const { path } = await found('forum');
    const { topics } = await done<SharedChatView>('POST', path('ann', '/topics'), { name: 'Weather' });
    const topic = topics[0]?.id;
    await done('POST', path('boris', '/messages'), { text: 'fog', topic });
    await done('POST', path('boris', '/messages'), { text: 'general' });
    const textsOf = async (query: string): Promise<string[]> =>
      (await done<ChatView>('GET', path('ann', query))).messages.flatMap(({ text }) => (text === '' ? [] : [text]));
    await done('POST', path('ann', '/topic'), { topic, closed: true });
    expect((await ask('POST', path('boris', '/messages'), { text: 'too late', topic })).status).toBe(409);
    expect([await textsOf(`?topic=${String(topic)}`), await textsOf('?topic=general')]).toEqual([['fog'], ['general']]);
  });

  it('is entered by an invite link, at once or after somebody let one in', async () => {
    const { id, path } = await found('supergroup', ['tower_bot']);
    await done('POST', path('ann', '/promote'), { who: 'tower_bot' });
    const link = async (creates_join_request: boolean): Promise<string> =>
      (await program().createChatInviteLink(id, { creates_join_request })).invite_link;
    expect(await done('POST', '/people/boris/invite', { link: await link(true) })).toEqual({ became: 'requested' });
    const asked = await done<WorldView>('GET', '/world');
    expect(asked.chats[0]?.joinRequests).toMatchObject([{ name: 'Борис' }]);
    await done('POST', path('ann', '/request'), { who: 'boris', welcome: true });
    expect(await done<ChatView>('GET', path('boris'))).toMatchObject({ status: 'member' });
    await done('POST', path('boris', '/leave'), {});
    expect(await done('POST', '/people/boris/invite', { link: await link(false) })).toEqual({ became: 'joined' });
  });

  it('takes what is written in the name of a channel, and the posts of the one that is linked', async () => {
    const { id, path } = await found('supergroup');
    const channel = await done<SharedChatView>('POST', '/chats', { owner: 'ann', type: 'channel', title: 'Bulletin' });
    await done('POST', path('ann', '/messages'), { text: 'as the paper', asChannel: channel.id });
    await done('POST', `/people/ann/chats/${String(channel.id)}/link`, { group: id });
    await done('POST', `/people/ann/chats/${String(channel.id)}/messages`, { text: 'the paper of today' });
    const { messages } = await done<ChatView>('GET', path('boris'));
    expect(messages.slice(-2)).toMatchObject([
      { text: 'as the paper', author: 'Bulletin', asChannel: channel.id, isMine: false },
      { text: 'the paper of today', author: 'Bulletin', forwardedFrom: 'Bulletin' },
    ]);
  });

  it('shows who felt what about a message', async () => {
    const { path } = await found('group');
    const { messageId } = await done<{ messageId: number }>('POST', path('ann', '/messages'), { text: 'Fog!' });
    const react = (emoji: string): Promise<unknown> =>
      done('POST', path('boris', `/messages/${String(messageId)}/react`), { emoji });
    await react('👍');
    const last = async (who: string): Promise<unknown> => (await done<ChatView>('GET', path(who))).messages.at(-1)?.reactions;
    expect([await last('ann'), await last('boris')]).toEqual([
      [{ emoji: '👍', count: 1, isMine: false }],
      [{ emoji: '👍', count: 1, isMine: true }],
    ]);
    await react('');
    expect(await last('ann')).toEqual([]);
    const { status } = await ask('POST', path('boris', `/messages/${String(messageId)}/react`), { emoji: '🗼' });
    expect(status).toBe(409);
  });

  it('becomes another one when it migrates, and is listed no more', async () => {
    const { id, path } = await found('group');
    const after = await done<SharedChatView>('POST', path('ann', '/migrate'), {});
    expect(after).toMatchObject({ type: 'supergroup', title: 'Yard' });
    expect((await done<WorldView>('GET', '/world')).chats.map((chat) => chat.id)).toEqual([after.id]);
    expect(after.id).not.toBe(id);
  });

  it('is paged through from the end', async () => {
    const { path } = await found('group');
    for (let number = 1; number <= 10; number += 1) await done('POST', path('ann', '/messages'), { text: String(number) });
    const last = await done<ChatView>('GET', path('ann', '?limit=3'));
    expect([last.messages.map(({ text }) => text), last.hasEarlier]).toEqual([['8', '9', '10'], true]);
    const before = String(last.messages[0]?.messageId);
    const earlier = await done<ChatView>('GET', path('ann', `?limit=3&before=${before}`));
    expect(earlier.messages.map(({ text }) => text)).toEqual(['5', '6', '7']);
  });

  it.each([
    ['boris', '/rename', { title: 'Mine' }, 409],
    ['ann', '/rename', { title: '' }, 400],
    ['ann', '/promote', { who: 'nobody_bot' }, 404],
    ['ann', '/promote', { who: 'boris', rights: ['can_fly'] }, 400],
    ['ann', '/pin', { messageId: 99 }, 409],
    ['ann', '/dissolve', {}, 409],
    ['ann', '/messages', { text: 'hi', topic: 99 }, 409],
    ['nobody', '/messages', { text: 'hi' }, 404],
  ])('refuses %s %s %j with %i', async (who, rest, body, status) => {
    const { path } = await found('supergroup');
    expect(await ask('POST', path(who, rest), body)).toEqual({ status, body: { error: expect.stringMatching(/\w/) as string } });
  });
});

describe('a bot', () => {
  it('is made, and its token works until it is revoked', async () => {
    const { token, username } = await done<BotDetails>('POST', '/bots', { username: 'second_bot', name: 'Second' });
    const second = new Telegram(token, { apiRoot: sandbox.telegram.apiRoot });
    expect(await second.getMe()).toMatchObject({ username, first_name: 'Second' });
    const renewed = await done<BotDetails>('POST', '/bots/second_bot/revoke', {});
    expect(renewed.token).not.toBe(token);
    expect(renewed.token).toMatch(/^\d+:[\w-]{35}$/);
    await expect(second.getMe()).rejects.toThrow('401');
    expect(await done('PATCH', '/bots/second_bot', { privacy: false })).toMatchObject({ privacy: false, pendingUpdates: 0 });
  });

  it.each([
    [{ username: 'tower_bot' }, 409],
    [{ username: 'Ann_Sandbox_bot', name: '' }, 400],
    [{ username: 'tower' }, 400],
    [{}, 400],
  ])('is not made of %j', async (body, status) => {
    expect((await ask('POST', '/bots', body)).status).toBe(status);
  });
});

describe('a fault', () => {
  it.each([
    [{ kind: 'flood', seconds: 10 }, 'answer 429 for 10 s'],
    [{ kind: 'lose', times: 1 }, 'do it, and lose the answer, once'],
    [{ kind: 'error', status: 502, times: 3, method: 'sendMessage' }, 'answer 502, 3 times · sendMessage'],
    [{ kind: 'slow', seconds: 2, bot: 'tower_bot' }, 'answer 2 s late · @tower_bot'],
    [{ kind: 'twice', times: 2, bot: 'tower_bot' }, 'deliver updates twice, 2 times · @tower_bot'],
    [{ kind: 'overtake' }, 'let updates overtake each other'],
  ])('%j is called «%s» and can be cleared', async (wish, words) => {
    const { id } = await done<FaultView>('POST', '/faults', wish);
    expect(await done('GET', '/faults')).toMatchObject([{ id, words, hits: 0 }]);
    expect(await done('DELETE', `/faults/${String(id)}`)).toEqual([]);
    expect((await ask('DELETE', `/faults/${String(id)}`)).status).toBe(404);
  });

  it('tells the program how many seconds are left, and goes when it is used up', async () => {
    await done('POST', '/faults', { kind: 'flood', seconds: 30 });
    await expect(program().getMe()).rejects.toMatchObject({ parameters: { retry_after: expect.any(Number) as number } });
    await done('DELETE', '/faults');
    await done('POST', '/faults', { kind: 'error', status: 500, times: 1 });
    await expect(program().getMe()).rejects.toThrow('500');
    expect(await done('GET', '/faults')).toEqual([]);
    await expect(program().getMe()).resolves.toMatchObject({ username: 'tower_bot' });
  });

  it.each([
    { kind: 'earthquake' },
    { kind: 'flood', seconds: 0 },
    { kind: 'error', status: 200 },
    { kind: 'lose', method: 'a b' },
  ])('%j is refused', async (wish) => {
    expect((await ask('POST', '/faults', wish)).status).toBe(400);
  });
});

describe('a file', () => {
  const upload = (query: string, type = 'application/octet-stream'): Promise<Response> =>
    fetch(`${sandbox.telegram.apiRoot}/api/people/ann/chats/tower_bot/files?${query}`, {
      method: 'POST',
      headers: { 'Content-Type': type },
      body: '<script>alert(1)</script>',
    });

  it('is sent, and given back as something to download only', async () => {
    expect((await upload('name=page.html&caption=look&mimeType=text/html')).status).toBe(201);
    const { messages } = await done<ChatView>('GET', '/people/ann/messages');
    expect(messages).toMatchObject([{ text: 'look', media: { kind: 'document', name: 'page.html', size: 25 } }]);
    const { headers } = await fetch(`${sandbox.telegram.apiRoot}${messages[0]?.media?.url ?? ''}`);
    expect(headers.get('content-type')).toBe('application/octet-stream');
    expect(headers.get('content-disposition')).toBe("attachment; filename*=UTF-8''page.html");
    expect(headers.get('content-security-policy')).toBe("default-src 'none'; sandbox");
  });

  it('is refused from a foreign page, as a picture that is none, and of an unknown kind', async () => {
    expect((await upload('name=a.txt', 'text/plain')).status).toBe(415);
    expect((await upload('name=a.png')).status).toBe(409);
    expect((await upload('kind=hologram')).status).toBe(400);
    expect((await ask('GET', '/files/absent')).status).toBe(404);
  });
});

describe('a reset', () => {
  it('brings two strangers and keeps the bots with their tokens', async () => {
    await found('group');
    await done('POST', '/people/ann/messages', { text: 'hi' });
    await done('POST', '/faults', { kind: 'silent' });
    const before = await done<WorldView>('GET', '/world');
    const after = await done<WorldView>('POST', '/reset', {});
    expect(after).toMatchObject({ bots: before.bots, chats: [], people: [{ key: 'ann' }, { key: 'boris' }] });
    expect(after.people[0]?.id).not.toBe(before.people[0]?.id);
    expect(await done('GET', '/faults')).toEqual([]);
    expect(await program().getMe()).toMatchObject({ username: 'tower_bot' });
  });

  it('needs more than a form of a foreign page', async () => {
    const response = await fetch(`${sandbox.telegram.apiRoot}/api/reset`, { method: 'POST', body: '{}' });
    expect(response.status).toBe(415);
  });
});
