import type { UpdateBox } from '../updates/update-box';
import type { Ballots } from '../chats/ballots';
import type { ChatActions } from '../chats/chat-actions';
import type { BotDoings } from '../chats/bot-doings';
import type { ParameterSchema } from '../schema/bot-api-schema';
import type { Polls } from '../updates/polls';
import type { Webhooks } from '../webhook/webhooks';
import type { BotRecord } from '../world/records';
import type { Files } from '../files/files';
import type { World } from '../world/world';
import type { LedgerEntry } from './journal';
import type { Params } from './params';
import type { Uploads } from './upload';

/** What methods work with. */
export interface MethodSurroundings {
  world: World;
  bots: BotDoings;
  files: Files;
  ballots: Ballots;
  actions: ChatActions;
  updates: UpdateBox;
  polls: Polls;
  webhooks: Webhooks;
  /** Accept webhooks that Telegram would refuse: plain http, any port, the own machine. */
  insecureWebhook: boolean;
}

export interface MethodCall extends MethodSurroundings {
  bot: BotRecord;
  params: Params;
  uploads: Uploads;
  entry: LedgerEntry;
}

/** A result with the `description` that a few methods add to it. */
export class Described {
  constructor(
    readonly result: unknown,
    readonly description: string,
  ) {}
}

/** One method of the Bot API. Its parameters stand in the schema; here stands only what the schema does not tell. */
export interface Method {
  name: string;
  /** Parameters of earlier versions, which Telegram still takes. */
  olderNames?: Readonly<Record<string, ParameterSchema>>;
  /** Parameters that mean nothing in this world: to use one is refused as long as the emulator is strict. */
  unmodelled?: readonly string[];
  /** Telegram's limits for sending count this call. */
  limited?: boolean;
  /** The result, or a Described one. Throws a Refusal. */
  run(call: MethodCall): unknown;
}
