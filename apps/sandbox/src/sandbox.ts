import { randomInt } from 'node:crypto';

import { TelegramEmulator, type EmulatedBot, type EmulatorOptions } from '@app/telegram-emulator';

import { FaultShelf } from './fault-shelf';
import { PageEvents } from './page-events';
import { PageFiles } from './page-files';
import { populate } from './populate';
import { SandboxApi } from './sandbox-api';
import { CallTimes } from './views/call-view';

export interface SandboxOptions {
  port: number;
  host: string;
  stateFile: string;
  botUsername: string;
  limits: 'telegram' | 'off';
  /** Of the built page; where the build puts it unless told otherwise. */
  pageFolder?: string;
}

export interface Sandbox {
  readonly telegram: TelegramEmulator;
  readonly bot: EmulatedBot;
  close(): Promise<void>;
}

const FURTHER_PORTS = 20;
const JOURNAL_KEPT = 1_000;

/** Starts the world of the state file, or a new one with a bot and two people in it, and serves the Bot API and the page. */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const parts: { api?: SandboxApi } = {};
  const telegram = await startOnFreePort({
    ...options,
    seed: randomInt(2 ** 31),
    insecureWebhook: true,
    journalKept: JOURNAL_KEPT,
    otherRequests: (request, response) => {
      void parts.api?.handle(request, response);
    },
  });
  const isNew = telegram.people().length === 0;
  const bot = telegram.addBot({ username: options.botUsername, ...(isNew && { name: 'Chappe' }) });
  if (isNew) populate(telegram);
  const events = new PageEvents(telegram);
  const faults = new FaultShelf(telegram, () => {
    events.changed('faults');
  });
  const box = { telegram, bot, events, faults, times: new CallTimes(telegram) };
  parts.api = new SandboxApi(box, new PageFiles(options.pageFolder));
  return {
    telegram,
    bot,
    close: async () => {
      faults.clear();
      events.close();
      await telegram.close();
    },
  };
}

/** A taken port is no reason to stay away: the next one will do. */
async function startOnFreePort(options: EmulatorOptions & { port: number }): Promise<TelegramEmulator> {
  const last = options.port === 0 ? 0 : options.port + FURTHER_PORTS;
  for (let port = options.port; ; port += 1) {
    try {
      return await TelegramEmulator.start({ ...options, port });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE' || port >= last) throw error;
    }
  }
}
