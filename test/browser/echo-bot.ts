import type { EmulatedBot } from '@app/telegram-emulator';

type Json = Record<string, unknown>;

interface Update {
  update_id: number;
  message?: { text?: string; chat: { id: number }; photo?: unknown[]; document?: { file_name?: string } };
  callback_query?: { id: string; data: string };
}

/** How a call ended for the program. */
export type Outcome = { status: number; retryAfter?: number } | 'lost';

/** A small program of a bot, as one would write it without any library: it asks for updates and answers them. */
export class EchoBot {
  /** How its calls of sendMessage ended, one after the other. */
  readonly outcomes: Outcome[] = [];
  private readonly leaving = new AbortController();
  private running: Promise<void> = Promise.resolve();

  constructor(
    private readonly apiRoot: string,
    private readonly bot: EmulatedBot,
  ) {}

  /** Offers its commands and begins to listen. */
  async begin(): Promise<void> {
    const commands = [
      { command: 'start', description: 'Begin' },
      { command: 'help', description: 'What it can do' },
    ];
    await this.call('setMyCommands', { commands });
    this.running = this.listen();
  }

  async end(): Promise<void> {
    this.leaving.abort();
    await this.running;
  }

  /** @throws Error when there is no answer */
  async call(method: string, params: Json = {}): Promise<{ status: number; body: Json }> {
    const response = await fetch(`${this.apiRoot}/bot${this.bot.token}/${method}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(params),
      signal: this.leaving.signal,
    });
    const text = await response.text();
    return { status: response.status, body: (text.startsWith('{') ? JSON.parse(text) : {}) as Json };
  }

  private async listen(): Promise<void> {
    let offset = 0;
    while (!this.leaving.signal.aborted) {
      const answer = await this.call('getUpdates', { offset, timeout: 20 }).catch(() => null);
      const updates = answer?.body.result as Update[] | undefined;
      for (const update of updates ?? []) {
        offset = update.update_id + 1;
        await this.hear(update).catch(() => undefined); // the outcome is noted
      }
      if (updates === undefined) await new Promise((resolve) => setImmediate(resolve));
    }
  }

  private async hear({ message, callback_query: query }: Update): Promise<void> {
    if (query) {
      await this.call('answerCallbackQuery', {
        callback_query_id: query.id,
        text: `You pressed ${query.data}`,
        show_alert: query.data === 'loud',
      });
    }
    const text = message?.text ?? message?.document?.file_name;
    if (message && text !== undefined) await this.send(message.chat.id, ...answerTo(text, this.bot.username));
  }

  private async send(chatId: number, text: string, more: Json): Promise<void> {
    try {
      const { status, body } = await this.call('sendMessage', { chat_id: chatId, text, ...more });
      const { retry_after: retryAfter } = (body.parameters ?? {}) as { retry_after?: number };
      this.outcomes.push({ status, ...(retryAfter !== undefined && { retryAfter }) });
    } catch {
      this.outcomes.push('lost');
    }
  }
}

/** What it says, and with which buttons. */
function answerTo(text: string, username: string): [string, Json] {
  const [command, parameter = 'nothing'] = text.split(' ');
  if (command?.startsWith('/start') === true) {
    const inline_keyboard = [
      [
        { text: 'Quiet', callback_data: 'quiet' },
        { text: 'Loud', callback_data: 'loud' },
      ],
    ];
    return [`Welcome. You came with ${parameter}.`, { reply_markup: { inline_keyboard } }];
  }
  if (command === '/links') {
    const to = (query: string): string => `https://t.me/${username}?${query}`;
    const inline_keyboard = [
      [
        { text: 'Button', url: to('start=button') },
        { text: 'Group', url: to('startgroup=house') },
      ],
    ];
    return [`<a href="${to('start=text')}">in the text</a>`, { parse_mode: 'HTML', reply_markup: { inline_keyboard } }];
  }
  if (command === '/keys') return ['Choose', { reply_markup: { keyboard: [['Left', 'Right']], one_time_keyboard: true } }];
  return [`You wrote: ${text}`, {}];
}
