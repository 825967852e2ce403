import type { EmulatedBot, TelegramEmulator } from '@app/telegram-emulator';

import type { FaultShelf } from './fault-shelf';
import type { PageEvents } from './page-events';
import type { CallTimes } from './views/call-view';

/** What the routes of the sandbox work with. */
export interface Box {
  readonly telegram: TelegramEmulator;
  /** The bot of the settings. */
  readonly bot: EmulatedBot;
  readonly events: PageEvents;
  readonly faults: FaultShelf;
  readonly times: CallTimes;
}
