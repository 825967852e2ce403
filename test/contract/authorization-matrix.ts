import { fileForm, type Principal, type Scene, type Thing } from './authorization-scene';

type Row = Readonly<Record<Principal, 'ok' | 401 | 403 | 404>>;

export interface Rule {
  readonly may: Row;
  /** What of the member's stands for `{id}` in the path; a chat is named in the body, if there is one. */
  readonly thing?: Thing;
  /** What else stands in the path. */
  readonly names?: (scene: Scene) => Readonly<Record<string, string>>;
  /** What is sent, anew for each call. */
  readonly body?: (scene: Scene, id: string) => unknown;
  /** What `ok` is, where it is not 2xx. */
  readonly ok?: number;
  /** Whoever may call loses the session by it, so that the route needs callers of its own. */
  readonly endsSession?: true;
}

/** A bot token is of the wrong kind for whatever belongs to accounts. */
const account: Row = { nobody: 401, ended: 401, botToken: 403, otherToken: 403, other: 'ok', admin: 'ok', member: 'ok' };
const own: Row = { ...account, other: 404, admin: 404 };
const person: Row = { ...own, admin: 'ok' };
const sender: Row = { ...own, botToken: 'ok', otherToken: 'ok' };
const sent: Row = { ...account, botToken: 'ok', otherToken: 'ok' };
const message: Row = { ...own, botToken: 'ok', otherToken: 404 };
const uploader: Row = { ...account, botToken: 'ok', otherToken: 'ok' };
const admin: Row = { ...account, other: 403, member: 403 };
export const everybody: Row = {
  ...{ nobody: 'ok', ended: 'ok', botToken: 'ok', otherToken: 'ok' },
  ...{ other: 'ok', admin: 'ok', member: 'ok' },
};

const text = (): Readonly<Record<string, string>> => ({ language: 'en', key: 'unknown' });
const nonsense = { token: 'nonsense', password: 'long enough' };
const newcomer = ({ next }: Scene): unknown => ({ username: `new${next()}`, password: 'long enough' });
const credentials = ({ member }: Scene): unknown => ({ login: member.name, password: member.password });
const password = ({ member }: Scene): unknown => ({ password: member.password });
const telegramUser = ({ next }: Scene): unknown => ({ telegramId: next() });

/** Who may call what. Every documented route stands here, and nothing else. */
export const MATRIX: Readonly<Record<string, Rule>> = {
  'POST /api/v1/auth/register': { may: everybody, body: newcomer },
  'POST /api/v1/auth/token': { may: everybody, body: credentials },
  'POST /api/v1/auth/token/refresh': {
    may: everybody,
    body: async (scene) => ({ refreshToken: (await scene.signIn(scene.member)).refreshToken }),
  },
  'POST /api/v1/auth/token/verify': { may: everybody, body: ({ tokens }) => ({ token: tokens.member }) },
  'POST /api/v1/auth/logout': { may: account, endsSession: true },
  'POST /api/v1/auth/session': { may: everybody, body: credentials },
  'DELETE /api/v1/auth/session': { may: account, endsSession: true },
  'POST /api/v1/auth/email/verify': { may: everybody, body: () => ({ token: nonsense.token }), ok: 410 },
  'POST /api/v1/auth/password/forgot': { may: everybody, body: ({ member }) => ({ login: member.name }) },
  'POST /api/v1/auth/password/reset': { may: everybody, body: () => nonsense, ok: 410 },

  'GET /api/v1/account': { may: account },
  'PATCH /api/v1/account': { may: account, body: () => ({ locale: 'en' }) },
  'DELETE /api/v1/account': { may: account, body: password, endsSession: true },
  'POST /api/v1/account/export': { may: account, body: password },
  'POST /api/v1/account/password': {
    may: account,
    body: ({ member: { password: currentPassword } }) => ({ currentPassword, password: currentPassword }),
    ok: 422, // the same one again
  },
  'POST /api/v1/account/email/verification': { may: account },
  'GET /api/v1/account/sessions': { may: account },
  'DELETE /api/v1/account/sessions': { may: account, endsSession: true },
  'DELETE /api/v1/account/sessions/{id}': { may: own, thing: 'session' },

  'GET /api/v1/admin/accounts': { may: admin },
  'POST /api/v1/admin/accounts': { may: admin, body: newcomer },
  'PATCH /api/v1/admin/accounts/{id}': { may: admin, thing: 'account', body: () => ({ role: 'admin' }) },
  'DELETE /api/v1/admin/accounts/{id}': { may: admin, thing: 'account', body: password },
  'POST /api/v1/admin/invitations': { may: admin, body: ({ next }: Scene) => ({ email: `invited${next()}@example.org` }) },
  'GET /api/v1/admin/audit': { may: admin },
  'GET /api/v1/admin/mail': { may: admin },
  'GET /api/v1/admin/texts': { may: admin },
  'PUT /api/v1/admin/texts/{language}/{key}': { may: admin, names: text, body: () => ({ text: 'Pardon?' }) },
  'DELETE /api/v1/admin/texts/{language}/{key}': { may: admin, names: text },

  'POST /api/v1/admin/house-bot/webhook-secret': { may: admin },

  'GET /api/v1/bots': { may: account },
  'POST /api/v1/bots': { may: account, body: ({ fromBotFather }) => ({ token: fromBotFather() }) },
  'GET /api/v1/bots/{id}': { may: own, thing: 'bot' },
  'PATCH /api/v1/bots/{id}': { may: own, thing: 'bot', body: () => ({ title: 'Changed' }) },
  'DELETE /api/v1/bots/{id}': { may: own, thing: 'bot', body: password },
  'GET /api/v1/bots/{id}/health': { may: own, thing: 'bot' },
  'POST /api/v1/bots/{id}/repair': { may: own, thing: 'bot' },
  'POST /api/v1/bots/{id}/webhook-secret': { may: own, thing: 'bot' },

  'GET /api/v1/public/telegram-users': { may: everybody },
  'GET /api/v1/public/telegram-users/{id}': { may: everybody, thing: 'listedPerson' },
  'GET /api/v1/telegram-users': { may: account },
  'POST /api/v1/telegram-users': { may: account, body: telegramUser },
  'GET /api/v1/telegram-users/{id}': { may: person, thing: 'enteredPerson' },
  'PUT /api/v1/telegram-users/{id}': { may: person, thing: 'enteredPerson', body: telegramUser },
  'PATCH /api/v1/telegram-users/{id}': { may: person, thing: 'enteredPerson', body: () => ({ firstName: 'Changed' }) },
  'DELETE /api/v1/telegram-users/{id}': { may: person, thing: 'enteredPerson' },

  'GET /api/v1/telegram-users/{id}/chats': { may: person, thing: 'enteredPerson' },

  'GET /api/v1/chats': { may: account },
  'GET /api/v1/chats/{id}': { may: person, thing: 'chat' },
  'GET /api/v1/chats/{id}/members': { may: person, thing: 'chat' },
  'GET /api/v1/chats/{id}/members/{personId}': {
    ...{ may: person, thing: 'chat' },
    names: ({ personId }) => ({ personId }),
  },
  'GET /api/v1/chats/{id}/topics': { may: person, thing: 'chat' },
  'GET /api/v1/stats': { may: account },

  'GET /api/v1/cabinet/bot-tokens': { may: account },
  'POST /api/v1/cabinet/bot-tokens': { may: own, thing: 'chat', body: (_, chatId) => ({ chatId }) },
  'DELETE /api/v1/cabinet/bot-tokens/{id}': { may: own, thing: 'botToken' },
  'POST /api/v1/cabinet/pairings': { may: account, body: () => ({}) },
  'GET /api/v1/cabinet/pairings': { may: account },
  'GET /api/v1/cabinet/pairings/{id}': { may: own, thing: 'pairing' },
  'DELETE /api/v1/cabinet/pairings/{id}': { may: own, thing: 'pairing' },
  'GET /api/v1/cabinet/messages': { may: account },
  'POST /api/v1/files': { may: uploader, body: fileForm },
  'GET /api/v1/files': { may: sent },
  'GET /api/v1/files/{id}': { may: message, thing: 'file' },
  'DELETE /api/v1/files/{id}': { may: message, thing: 'file' },
  'POST /api/v1/messages': {
    ...{ may: sender, thing: 'chat' },
    body: (_, chatId) => ({ type: 'text', text: 'hi', chatId }),
  },
  'GET /api/v1/messages': { may: sent },
  'GET /api/v1/messages/{id}': { may: message, thing: 'message' },
  'PATCH /api/v1/messages/{id}': { may: message, thing: 'message', body: () => ({ sendAt: '2027-01-01T00:00:00Z' }), ok: 409 },
  'DELETE /api/v1/messages/{id}': { may: message, thing: 'message' },
  'POST /api/v1/messages/{id}/edit': { may: message, thing: 'message', body: () => ({ text: 'other' }) },
  'POST /api/v1/messages/{id}/delete': { may: message, thing: 'message' },
  'POST /api/v1/messages/{id}/pin': { may: message, thing: 'message', body: () => ({}) },
  'POST /api/v1/messages/{id}/unpin': { may: message, thing: 'message' },
  'POST /api/v1/messages/{id}/resend': { may: message, thing: 'message', ok: 409 },
};
