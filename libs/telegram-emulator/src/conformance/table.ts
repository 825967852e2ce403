import access from '../../conformance/access.json';
import backend from '../../conformance/backend.json';
import chats from '../../conformance/chats.json';
import commands from '../../conformance/commands.json';
import contents from '../../conformance/contents.json';
import media from '../../conformance/media.json';
import moderation from '../../conformance/moderation.json';
import keyboards from '../../conformance/keyboards.json';
import text from '../../conformance/text.json';
import updates from '../../conformance/updates.json';
import webhooks from '../../conformance/webhooks.json';
import { CallStage } from './play-call';
import { playUpdate } from './play-update';
import { playWebhook } from './play-webhook';
import type { CallRow, UpdateRow, WebhookRow } from './row';

/** A row that can be put to the emulator. */
export interface Trial {
  readonly name: string;
  readonly source: string;
  /** What is otherwise than the official server does it; null when nothing is. */
  play(): Promise<string | null>;
}

/** What the official server was seen or read to do, put to this emulator. Rows play one after the other. */
export class ConformanceTable {
  private readonly stage = new CallStage();

  readonly trials: readonly Trial[] = [
    ...(
      [...access, ...backend, ...chats, ...commands, ...contents, ...keyboards, ...media, ...moderation, ...text] as CallRow[]
    ).map((row) => trial(row, () => this.stage.play(row))),
    ...(webhooks as WebhookRow[]).map((row) => trial(row, () => playWebhook(row))),
    ...(updates as UpdateRow[]).map((row) => trial(row, () => playUpdate(row))),
  ];

  /** What went wrong inside of the emulator while the calls were played. */
  get accidents(): string[] {
    return this.stage.accidents;
  }

  open(): Promise<void> {
    return this.stage.open();
  }

  close(): Promise<void> {
    return this.stage.close();
  }
}

function trial({ name, source }: Pick<Trial, 'name' | 'source'>, play: () => Promise<string | null>): Trial {
  return { name, source, play };
}
