import type { ServerResponse } from 'node:http';

import type { LedgerEntry, TelegramEmulator, WorldChange } from '@app/telegram-emulator';

import type { PageEvent } from './wire';

const KEEP_ALIVE_MS = 25_000;
/** Long enough that a flood of messages is a handful of events, too short to be noticed. */
const GATHERING_MS = 60;

/**
 * Server-sent events for every open page. They say what to read again, gathered over a moment; only the answers to buttons and what bots
 * say they are doing are carried along.
 */
export class PageEvents {
  private readonly pages = new Set<ServerResponse>();
  private readonly gathered = new Set<string>();
  private readonly stopListening: (() => void)[];
  private readonly keepAlive: NodeJS.Timeout;
  private timer: NodeJS.Timeout | null = null;

  constructor(private readonly telegram: TelegramEmulator) {
    this.stopListening = [
      telegram.onChange((change) => {
        for (const topic of topicsOf(change)) this.changed(topic);
      }),
      telegram.onCall((entry, stage) => {
        this.called(entry, stage);
      }),
    ];
    this.keepAlive = setInterval(() => {
      for (const page of this.pages) page.write(': still here\n\n');
    }, KEEP_ALIVE_MS);
  }

  /** Keeps the response open as a stream of events, until the page goes. */
  open(response: ServerResponse): void {
    response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' });
    response.write('retry: 1000\n\n');
    this.pages.add(response);
    response.on('close', () => {
      this.pages.delete(response);
    });
  }

  tell(event: PageEvent): void {
    for (const page of this.pages) page.write(`data: ${JSON.stringify(event)}\n\n`);
  }

  /** Something of this topic has to be read again. */
  changed(topic: string): void {
    this.gathered.add(topic);
    this.timer ??= setTimeout(() => {
      this.timer = null;
      const topics = [...this.gathered];
      this.gathered.clear();
      this.tell({ type: 'changed', topics });
    }, GATHERING_MS);
  }

  close(): void {
    for (const stop of this.stopListening) stop();
    clearInterval(this.keepAlive);
    if (this.timer) clearTimeout(this.timer);
    for (const page of this.pages) page.end();
  }

  private called(entry: LedgerEntry, stage: 'received' | 'answered'): void {
    this.changed('calls');
    if (stage !== 'answered' || entry.status !== 200 || entry.method.toLowerCase() !== 'sendchataction') return;
    const bot = this.telegram.bots().find(({ id }) => id === entry.botId);
    if (bot) this.tell({ type: 'action', topic: topicOfCall(entry), bot: bot.name, action: String(entry.params.action) });
  }
}

function topicOfCall({ botId, params }: LedgerEntry): string {
  const chatId = String(params.chat_id);
  return chatId.startsWith('-') ? `shared:${chatId}` : `private:${String(botId)}:${chatId}`;
}

const CHAT_CHANGES = new Set<WorldChange['kind']>(['message', 'edited', 'deleted', 'blocked', 'members']);

/** Whose copy of the world is out of date now. */
function topicsOf({ kind, botId, personId, chatId }: WorldChange): string[] {
  if (CHAT_CHANGES.has(kind)) {
    return chatId === undefined ? [`private:${String(botId)}:${String(personId)}`] : [`shared:${String(chatId)}`, 'world'];
  }
  return OTHER_CHANGES[kind] ?? [];
}

const OTHER_CHANGES: Partial<Record<WorldChange['kind'], string[]>> = {
  people: ['world'],
  bots: ['world', 'bots'],
  updates: ['bots'],
};
