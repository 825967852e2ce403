import type { EmulatedBot } from '../profiles';
import type { TelegramEmulator } from '../telegram-emulator';

export type Json = Record<string, unknown>;

export interface Answered {
  ok: boolean;
  result?: unknown;
  description?: string;
  parameters?: Json;
}

/** Kind and content of an update. */
export type News = readonly [kind: string, content: Json];

/** A bot's program in a test: it calls the Bot API and asks for its updates. */
export class BotClient implements Pick<EmulatedBot, 'id' | 'username'> {
  constructor(
    private readonly telegram: TelegramEmulator,
    private readonly bot: EmulatedBot,
  ) {}

  get id(): number {
    return this.bot.id;
  }

  get username(): string {
    return this.bot.username;
  }

  async call(method: string, params: Json = {}): Promise<Answered> {
    const response = await fetch(`${this.telegram.apiRoot}/bot${this.bot.token}/${method}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(params),
    });
    return (await response.json()) as Answered;
  }

  /** Calls with files, by the names of their parts. */
  async upload(method: string, params: Record<string, unknown>, files: Record<string, File>): Promise<Answered> {
    const form = new FormData();
    for (const [name, value] of Object.entries(params)) {
      form.set(name, typeof value === 'string' ? value : JSON.stringify(value));
    }
    for (const [name, file] of Object.entries(files)) form.set(name, file);
    const response = await fetch(`${this.telegram.apiRoot}/bot${this.bot.token}/${method}`, { method: 'POST', body: form });
    return (await response.json()) as Answered;
  }

  /** Asks for the file and downloads it. */
  async download(fileId: unknown): Promise<Buffer> {
    const { file_path: path } = await this.result('getFile', { file_id: fileId });
    const response = await fetch(`${this.telegram.apiRoot}/file/bot${this.bot.token}/${String(path)}`);
    if (!response.ok) throw new Error(await response.text());
    return Buffer.from(await response.arrayBuffer());
  }

  /** @throws Error with Telegram's words. */
  async result<T = Json>(method: string, params: Json = {}): Promise<T> {
    const { ok, result, description } = await this.call(method, params);
    if (!ok) throw new Error(description);
    return result as T;
  }

  /** The updates since the last time. */
  async news(): Promise<News[]> {
    const updates = await this.result<(Json & { update_id: number })[]>('getUpdates');
    const last = updates.at(-1);
    if (last) await this.result('getUpdates', { offset: last.update_id + 1 });
    return updates.map((update) => Object.entries(update).find(([key]) => key !== 'update_id') as [string, Json]);
  }

  /** The texts of the messages since the last time. */
  async texts(): Promise<unknown[]> {
    return (await this.news()).map(([, { text }]) => text).filter((text) => text !== undefined);
  }

  /** Asks for every kind of update that there is here. */
  async hearEverything(): Promise<void> {
    const kinds = ['message', 'edited_message', 'channel_post', 'edited_channel_post', 'callback_query', 'my_chat_member'];
    await this.result('getUpdates', { allowed_updates: [...kinds, ...OFTEN_FORGOTTEN] });
  }
}

/** Kinds of updates that most bots do not ask for. */
const OFTEN_FORGOTTEN = ['chat_member', 'chat_join_request', 'message_reaction', 'message_reaction_count'];

/** What a membership was and has become. */
export function statusOf([, { old_chat_member: before, new_chat_member: after }]: News): unknown[] {
  return [(before as Json).status, (after as Json).status];
}
