import type { Scene } from './authorization-scene';

/** A request that is right, made anew for each call; `id` is the thing in its path. */
export type Good = (scene: Scene, id: string) => unknown;

const PAGE = 'https://example.org/page';
const LATER = new Date(Date.now() + 30 * 86_400_000).toISOString();

/** All that a message of any type may have. */
const anyMessage = {
  ...{ silent: true, protect: true, priority: 'broadcast', sendAt: LATER, ttlSeconds: 60, topicId: 7 },
  ...{ delivery: 'at_most_once', formattingFallback: 'fail' },
};

const inline = {
  inline: [
    [{ text: 'Open', url: PAGE }],
    [
      { text: 'Ship', callbackData: 'ship' },
      { text: 'Copy', copyText: 'copied' },
      { text: 'Play', webApp: PAGE },
    ],
  ],
};

const reply = {
  reply: [[{ text: 'Yes' }], [{ text: 'Call me', requestContact: true }], [{ text: 'Find me', requestLocation: true }]],
  ...{ resize: true, oneTime: true, persistent: true, placeholder: 'Well?' },
};

const sent =
  (message: object): Good =>
  (_, chatId) => ({ ...message, chatId });
const text = { type: 'text', text: 'hello' };
const captioned = { caption: '<b>hello</b>', parseMode: 'HTML', spoiler: true };

const messages: readonly Good[] = [
  async (scene) => ({
    ...{ ...text, parseMode: 'HTML', overflow: 'refuse', chatId: await scene.chatOfOwnBot(), ...anyMessage, keyboard: inline },
    linkPreview: { disabled: false, url: PAGE, size: 'small', above: true },
    replyTo: { messageId: await scene.messageOfOwnBot() },
  }),
  sent({ ...text, keyboard: reply, replyTo: { telegramMessageId: '17' } }),
  sent({ ...text, keyboard: { remove: true } }),
  sent({ ...text, keyboard: { forceReply: true, placeholder: 'Well?' } }),
  sent({
    type: 'photo',
    file: { url: `${PAGE}.png` },
    captionAbove: true,
    photoFallback: 'fail',
    captionOverflow: 'continue',
    ...captioned,
  }),
  sent({ type: 'document', file: { fileId: 'BQACAgIAAxkB' } }),
  async (scene, chatId) => ({ type: 'document', file: { uploadId: await scene.make('file') }, chatId }),
  async (scene, chatId) => ({
    type: 'media_group',
    items: [
      { type: 'photo', file: { url: `${PAGE}.png` }, ...captioned },
      { type: 'photo', file: { fileId: 'AgACAgIAAxkB' } },
      { type: 'photo', file: { uploadId: await scene.make('file') } },
    ],
    chatId,
  }),
  async (scene) => ({ ...text, chatId: await scene.directMessages(), directMessagesTopicId: '17' }),
  sent({ type: 'location', latitude: 48.85, longitude: 2.35 }),
  sent({ type: 'contact', phoneNumber: '+33 1 23', firstName: 'Claude', lastName: 'Chappe' }),
];

const person: Good = ({ next }) => ({
  ...{ telegramId: next(), username: 'claude', firstName: 'Claude', lastName: 'Chappe', isBot: false, languageCode: 'fr' },
});
const newcomer: Good = ({ next }) => {
  const username = `new${next()}`;
  return { username, email: `${username}@example.org`, password: 'long enough', name: 'New', locale: 'en' };
};

/** Requests with all optional fields, where those of the matrix of authorization do not have them. Each field is tried in the first that has it. */
export const GOOD: Readonly<Record<string, readonly Good[]>> = {
  'POST /api/v1/auth/register': [newcomer],
  'POST /api/v1/admin/accounts': [newcomer],
  'POST /api/v1/admin/invitations': [
    ({ next }) => {
      const username = `invited${next()}`;
      return { username, email: `${username}@example.org`, name: 'Invited', locale: 'ru' };
    },
  ],
  'POST /api/v1/auth/password/reset': [() => ({ token: 'nonsense', password: 'long enough', revokeBotTokens: true })],
  'PATCH /api/v1/account': [
    ({ member, next }) => ({
      ...{ name: 'Changed', locale: 'ru', password: member.password },
      ...{ email: `changed${next()}@example.org`, username: `changed${next()}` },
    }),
  ],
  'POST /api/v1/account/password': [
    ({ member: { password } }) => ({ currentPassword: password, password: 'another one', revokeBotTokens: false }),
  ],
  'POST /api/v1/bots': [({ fromBotFather }) => ({ token: fromBotFather(), title: 'Mine', behaviour: 'echo', mode: 'webhook' })],
  'PATCH /api/v1/bots/{id}': [
    () => ({
      title: 'Mine',
      active: true,
      behaviour: 'silent',
      paidBroadcasts: true,
      ignoreCommandsOlderThanMinutes: 9,
      mode: 'polling',
    }),
    (scene, id) => ({ token: scene.tokenOf(id), password: scene.member.password }),
  ],
  'POST /api/v1/telegram-users': [person],
  'PUT /api/v1/telegram-users/{id}': [person],
  'PATCH /api/v1/telegram-users/{id}': [person],
  'POST /api/v1/cabinet/bot-tokens': [
    (_, chatId) => ({ chatId, topicId: 7, name: 'Mine', expiresAt: LATER }),
    async (scene) => ({ code: await scene.code() }),
  ],
  'POST /api/v1/cabinet/pairings': [async (scene) => ({ botId: await scene.make('bot') })],
  'POST /api/v1/messages': messages,
  'POST /api/v1/messages/{id}/edit': [
    () => ({ text: 'other', parseMode: 'HTML', formattingFallback: 'plain', keyboard: inline }),
    () => ({ text: 'other', linkPreview: { disabled: false, url: PAGE, size: 'small', above: true } }),
  ],
  'POST /api/v1/messages/{id}/pin': [() => ({ silent: true })],
};

/** Things of another kind than usual, of which alone something can be asked. */
export const THINGS: Readonly<Record<string, (scene: Scene) => Promise<string>>> = {
  'POST /api/v1/messages/{id}/edit': (scene) => scene.messageOfOwnBot(),
  'PATCH /api/v1/messages/{id}': (scene) => scene.scheduled(LATER),
};

/** Accepted, these change with what their account signs in, so that each needs an account of its own. */
export const CHANGES_SIGN_IN = ['PATCH /api/v1/account', 'POST /api/v1/account/password'];
