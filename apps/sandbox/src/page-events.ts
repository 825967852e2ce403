import type { ServerResponse } from 'node:http';

import type { TelegramEmulator, WorldChange } from '@app/telegram-emulator';

const KEEP_ALIVE_MS = 25_000;

/** What the page hears: which chat changed, that the people changed, what a bot showed for a pressed button. */
export type PageEvent =
  { type: 'chat'; key: string } | { type: 'people' } | { type: 'answer'; key: string; text?: string; showAlert?: boolean };

/** Server-sent events for every open page. They say what to fetch again; only the answers to buttons are carried along. */
export class PageEvents {
  private readonly pages = new Set<ServerResponse>();
  private readonly stopListening: () => void;
  private readonly keepAlive: NodeJS.Timeout;

  constructor(private readonly telegram: TelegramEmulator) {
    this.stopListening = telegram.onChange((change) => {
      this.worldChanged(change);
    });
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

  close(): void {
    this.stopListening();
    clearInterval(this.keepAlive);
    for (const page of this.pages) page.end();
  }

  private worldChanged({ kind, personId }: WorldChange): void {
    if (kind === 'people') this.tell({ type: 'people' });
    if (!CHAT_CHANGES.has(kind)) return;
    const person = this.telegram.people().find((one) => one.id === personId);
    if (person) this.tell({ type: 'chat', key: person.key });
  }
}

const CHAT_CHANGES = new Set<WorldChange['kind']>(['message', 'edited', 'deleted', 'blocked']);
