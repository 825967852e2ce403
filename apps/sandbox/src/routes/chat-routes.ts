import { ADMIN_RIGHTS, PERMISSIONS, type Chat, type Person, type PersonInChat } from '@app/telegram-emulator';

import { ApiError } from '../api-error';
import type { Box } from '../box';
import { flagOf, nameOf, oneOf, publicNameOf, textOf, wholeNumberOf, wordsOf, type Body } from '../input';
import { chatOf, memberOf, personOf } from '../place';
import { attempted, created, ok, param, type ApiRequest, type Reply, type Route } from '../router';
import { sharedChatView } from '../views/world-view';
import { refuseTaken } from './world-routes';

const IN_CHAT = '/api/people/:key/chats/:chat';
const LONGEST_TITLE = 128;

type Deed = (me: PersonInChat, body: Body, box: Box) => Promise<unknown>;

/** What a person does in a chat beside writing, by the word in the address. */
const DEEDS: Record<string, Deed> = {
  join: (me) => me.join(),
  leave: (me) => me.leave(),
  add: (me, body, box) => me.add(whom(box, body), flagOf(body, 'asAdmin') ? promotionOf(body) : undefined),
  remove: (me, body, box) => me.remove(whom(box, body)),
  unban: (me, body, box) => me.unban(whom(box, body)),
  promote: (me, body, box) => me.promote(whom(box, body), promotionOf(body)),
  demote: (me, body, box) => me.demote(whom(box, body)),
  restrict: (me, body, box) => me.restrict(whom(box, body), { permissions: wordsOf(body, 'permissions', PERMISSIONS) ?? [] }),
  rename: (me, body) => me.rename(nameOf(body, 'title', LONGEST_TITLE)),
  topics: (me, body) => me.createTopic(nameOf(body, 'name', LONGEST_TITLE)),
  topic: (me, body) => me.closeTopic({ id: wholeNumberOf(body, 'topic') }, flagOf(body, 'closed')),
  request: (me, body, box) => me.answerJoinRequest(whom(box, body), flagOf(body, 'welcome')),
  pin: (me, body) => me.pin({ messageId: wholeNumberOf(body, 'messageId') }),
  link: (me, body) => me.linkTo({ id: wholeNumberOf(body, 'group') }),
  migrate: (me) => me.migrate(),
  dissolve: (me) => me.dissolve(),
};

/** Founding chats that several share, and life in them. */
export function chatRoutes(box: Box): Route[] {
  const { telegram } = box;
  return [
    { method: 'POST', path: '/api/chats', run: (request) => found(box, request) },
    ...Object.entries(DEEDS).map(([word, deed]): Route => ({
      method: 'POST',
      path: `${IN_CHAT}/${word}`,
      run: async (request) => {
        const person = personOf(telegram, param(request, 'key'));
        const chat = chatOf(telegram, param(request, 'chat'));
        const result = await attemptedIn(person, chat, async (me) => deed(me, await request.body(), box));
        return ok(answerTo(box, chat, result));
      },
    })),
  ];
}

/** The chat afterwards: after a migration another one. */
function answerTo({ telegram }: Box, chat: Chat, result: unknown): unknown {
  const isChat = typeof result === 'object' && result !== null && 'members' in result && 'id' in result;
  return sharedChatView(telegram, isChat ? chatOf(telegram, String(result.id)) : chat);
}

function attemptedIn(person: Person, chat: Chat, deed: (me: PersonInChat) => Promise<unknown>): Promise<unknown> {
  return attempted(() => deed(person.in(chat)));
}

async function found(box: Box, request: ApiRequest): Promise<Reply> {
  const { telegram } = box;
  const body = await request.body();
  const owner = personOf(telegram, textOf(body, 'owner'));
  const type = oneOf(body, 'type', ['group', 'supergroup', 'forum', 'channel'] as const);
  const title = nameOf(body, 'title', LONGEST_TITLE);
  const username = publicNameOf(body);
  if (username !== undefined) refuseTaken(box, username);
  const members = membersOf(box, body);
  const profile = { owner, members, ...(username !== undefined && { username }) };
  const chat = await attempted(() => {
    if (type === 'group') return telegram.group(title, { owner, members });
    if (type === 'channel') return telegram.channel(title, { ...profile, signsPosts: flagOf(body, 'signsPosts') });
    return telegram.supergroup(title, { ...profile, forum: type === 'forum' });
  });
  return created(sharedChatView(telegram, chat));
}

function membersOf({ telegram }: Box, { members = [] }: Body): { id: number }[] {
  if (!Array.isArray(members)) throw new ApiError(400, 'members must be a list of keys of people and usernames of bots.');
  return members.map((one: unknown) => memberOf(telegram, String(one)));
}

function whom({ telegram }: Box, body: Body): { id: number } {
  return memberOf(telegram, typeof body.who === 'number' ? String(body.who) : textOf(body, 'who'));
}

function promotionOf(body: Body): NonNullable<Parameters<PersonInChat['promote']>[1]> {
  const rights = wordsOf(body, 'rights', ADMIN_RIGHTS);
  const { customTitle } = body;
  return {
    ...(rights && { rights }),
    ...(typeof customTitle === 'string' && customTitle !== '' && { customTitle: nameOf(body, 'customTitle', 16) }),
  };
}
