import type { ApiClient } from '../support/api-client';
import { pairedPerson } from '../support/messages';
import type { TestAccount, TestChappe } from '../support/chappe';

/**
 * Those who call: nobody; the member whose things are asked for, and another one; the bot token by which the member's
 * message was sent, and another one of the same member for the same chat; an access token of the member whose session
 * was ended; an admin.
 */
export const PRINCIPALS = ['nobody', 'ended', 'botToken', 'otherToken', 'other', 'admin', 'member'] as const;
export type Principal = (typeof PRINCIPALS)[number];

/** What a member has, and an admin may see to. */
export type Thing =
  'session' | 'enteredPerson' | 'listedPerson' | 'botToken' | 'message' | 'file' | 'chat' | 'bot' | 'pairing' | 'account';

const TABLES: Record<Thing, string> = {
  session: 'sessions',
  enteredPerson: 'telegram_users',
  listedPerson: 'telegram_users',
  botToken: 'bot_tokens',
  message: 'messages',
  file: 'files',
  chat: 'chats',
  bot: 'bots',
  pairing: 'pairings',
  account: 'accounts',
};

/** What Chappe itself changes about a bot, while it looks after it. */
const TENDED = ['care_due_at', 'webhook_digest', 'webhook_generation_set', 'mode'];

/** Somebody with a password. All of them have the same. */
interface Actor {
  readonly id: string;
  readonly name: string;
  readonly password: string;
}

interface Tokens {
  readonly accessToken: string;
  readonly refreshToken: string;
}

const PASSWORD = 'the same for everybody';
const FIRST_NUMBER = 5_000_000_000;

/** A file to be uploaded, anew for each call. */
export function fileForm(): FormData {
  const form = new FormData();
  form.append('file', new Blob(['bytes']), 'notes.txt');
  return form;
}

/** A member with all that a member can have, and those who would like to have it. */
export class Scene {
  /** Ids of the member's things, and of those among them that were made with the first bot token. */
  readonly ids: Record<'all' | 'ofToken', Set<string>> = { all: new Set(), ofToken: new Set() };
  readonly tokens: Record<Principal, string | undefined> = {
    ...{ nobody: undefined, ended: undefined, botToken: undefined, otherToken: undefined },
    ...{ other: undefined, admin: undefined, member: undefined },
  };
  private chatId = '';
  private directChat?: Promise<string>;
  private ownChat?: Promise<string>;
  private readonly botTokens = new Map<string, string>();
  /** The person in the member's chat. */
  personId = '';
  private static count = FIRST_NUMBER;

  private constructor(
    private readonly chappe: TestChappe,
    readonly member: Actor,
  ) {}

  static async set(chappe: TestChappe): Promise<Scene> {
    const scene = new Scene(chappe, await Scene.register(chappe, 'member'));
    await scene.invite();
    for (const thing of ['session', 'enteredPerson', 'botToken', 'message', 'file'] as const) await scene.make(thing);
    return scene;
  }

  get api(): ApiClient {
    return this.chappe.api;
  }

  /** A number that was not used before, as text. */
  readonly next = (): string => String((Scene.count += 1));

  /** The token of a bot that is connected to nothing yet. */
  readonly fromBotFather = (): string => this.chappe.telegram.addBot({ username: `made${this.next()}_bot` }).token;

  /** The token of a bot that was made here. */
  tokenOf(botId: string): string | undefined {
    return this.botTokens.get(botId);
  }

  /** A code that pairs the chat of somebody new. */
  code(): Promise<string> {
    return this.chappe.readCode(this.chappe.person(`guest ${this.next()}`));
  }

  /** A message that waits for a time. */
  scheduled(sendAt: string): Promise<string> {
    return this.create('messages', { type: 'text', text: 'later', sendAt }, this.tokens.botToken);
  }

  /** Another chat of the member, of which Chappe believes that it holds the direct messages of a channel. */
  async directMessages(): Promise<string> {
    this.directChat ??= this.pairAnother();
    return await this.directChat;
  }

  /** A chat of the member with a bot of the member's own, which may do more than the one of the house. */
  async chatOfOwnBot(): Promise<string> {
    this.ownChat ??= this.pairOwnBot();
    return await this.ownChat;
  }

  async messageOfOwnBot(): Promise<string> {
    return await this.create('messages', { type: 'text', text: 'held back', chatId: await this.chatOfOwnBot() });
  }

  async signIn({ name, password }: Actor): Promise<Tokens> {
    const { status, body, text } = await this.api.post<Tokens>('auth/token', { login: name, password });
    if (status !== 200) throw new Error(`sign in: ${text}`);
    return body;
  }

  /** Makes a new thing of the member, or of somebody for the admin to see to, and answers its id; empty for none. */
  async make(thing?: Thing): Promise<string> {
    if (thing === undefined) return '';
    const id = await this.makers[thing]();
    if (thing !== 'listedPerson' && thing !== 'account') this.ids.all.add(id);
    if (thing === 'message' || thing === 'file') this.ids.ofToken.add(id);
    return id;
  }

  /** The row of a thing, past all of Chappe's own code; empty for none. */
  async row(thing: Thing | undefined, id: string): Promise<string> {
    if (thing === undefined) return '';
    const row = `select (to_jsonb(t) - $2::text[])::text as text from "${TABLES[thing]}" t where id = $1`;
    return (await this.chappe.sql.rows<{ text: string }>(row, [id, TENDED]))[0]?.text ?? 'gone';
  }

  private readonly makers: Record<Thing, () => Promise<string>> = {
    session: async () => {
      await this.signIn(this.member);
      return await this.newest('select id from sessions where account_id = $1 order by id desc limit 1', [this.member.id]);
    },
    enteredPerson: () => this.create('telegram-users', { telegramId: this.next() }),
    listedPerson: () => this.newest('select id from telegram_users where listed order by id limit 1'),
    botToken: () => this.create('cabinet/bot-tokens', { chatId: this.chatId }),
    message: () => this.create('messages', { type: 'text', text: 'held back' }, this.tokens.botToken),
    file: () => this.create('files', fileForm(), this.tokens.botToken),
    chat: () => Promise.resolve(this.chatId),
    bot: async () => {
      const token = this.fromBotFather();
      const id = await this.create('bots', { token });
      this.botTokens.set(id, token);
      return id;
    },
    pairing: () => this.create('cabinet/pairings', {}),
    account: async () => (await Scene.register(this.chappe, 'somebody')).id,
  };

  private async invite(): Promise<void> {
    const { chappe, member, tokens } = this;
    tokens.member = (await this.signIn(member)).accessToken;
    tokens.other = (await this.signIn(await Scene.register(chappe, 'other'))).accessToken;
    const admin = await Scene.register(chappe, 'admin');
    await chappe.sql.rows(`update accounts set role = 'admin' where id = $1`, [admin.id]);
    tokens.admin = (await this.signIn(admin)).accessToken;
    tokens.ended = (await this.signIn(member)).accessToken;
    await chappe.api.post('auth/logout', undefined, { token: tokens.ended });
    await this.pair();
  }

  /** Pairs a chat, makes two tokens for it, and holds back whatever is sent to it. */
  private async pair(): Promise<void> {
    const { member, tokens } = this;
    const first = await pairedPerson(this.chappe, this.account, `person of ${member.name}`);
    this.chatId = first.chatId;
    this.personId = await this.newest('select telegram_user_id as id from memberships where chat_id = $1', [first.chatId]);
    const second = await this.post<{ id: string; botToken: string }>('cabinet/bot-tokens', { chatId: first.chatId });
    Object.assign(tokens, { botToken: first.botToken, otherToken: second.botToken });
    for (const id of [member.id, first.id, first.chatId, second.id]) this.ids.all.add(id);
    await this.hold(first.chatId);
  }

  private async pairAnother(): Promise<string> {
    const { chatId } = await pairedPerson(this.chappe, this.account, `writer to ${this.member.name}`);
    await this.hold(chatId);
    await this.chappe.sql.rows('update chats set is_direct_messages = true where id = $1', [chatId]);
    return chatId;
  }

  private async pairOwnBot(): Promise<string> {
    const bot = this.chappe.telegram.addBot({ username: `own${this.next()}_bot` });
    await this.create('bots', { token: bot.token });
    const code = await this.chappe.readCode(this.chappe.person(`guest ${this.next()}`), bot);
    const { chatId } = await this.post<{ chatId: string }>('cabinet/bot-tokens', { code });
    await this.hold(chatId);
    return chatId;
  }

  private get account(): TestAccount {
    return { ...this.member, accessToken: this.tokens.member ?? '', refreshToken: '' };
  }

  private async hold(chatId: string): Promise<void> {
    const held = `update lanes set paced_until = now() + interval '1 hour', ready_at = now() + interval '1 hour' where chat_id = $1`;
    await this.chappe.sql.rows(held, [chatId]);
  }

  private async create(path: string, body: unknown, token?: string): Promise<string> {
    return (await this.post<{ id: string }>(path, body, token)).id;
  }

  private async post<Body>(path: string, body: unknown, token = this.tokens.member): Promise<Body> {
    const answer = await this.api.post<Body>(path, body, { token });
    if (answer.status >= 300) throw new Error(`${path}: ${answer.text}`);
    return answer.body;
  }

  private async newest(sql: string, parameters: readonly string[] = []): Promise<string> {
    const [row] = await this.chappe.sql.rows<{ id: string }>(sql, parameters);
    if (!row) throw new Error(`nothing found: ${sql}`);
    return row.id;
  }

  private static async register(chappe: TestChappe, role: string): Promise<Actor> {
    const name = `${role}${String((Scene.count += 1))}`;
    const body = { username: name, email: `${name}@example.org`, password: PASSWORD };
    const answer = await chappe.api.post<{ account: { id: string } }>('auth/register', body);
    if (answer.status !== 201) throw new Error(`register: ${answer.text}`);
    return { id: answer.body.account.id, name, password: PASSWORD };
  }
}
