import { Backend } from './calls/backend';
import { BotApi } from './calls/bot-api';
import { Ballots } from './chats/ballots';
import { ChatActions } from './chats/chat-actions';
import { BotDoings } from './chats/bot-doings';
import { Reactions } from './chats/reactions';
import { SharedChats } from './chats/shared-chats';
import { Journal } from './calls/journal';
import { Ledger } from './calls/ledger';
import { SendLimits } from './calls/send-limits';
import { Expectations } from './expectations';
import { Faults } from './faults/faults';
import { FolderShelf, MemoryShelf } from './files/file-shelf';
import { Files } from './files/files';
import { BotApiFace } from './http/bot-api-face';
import { FileFace } from './http/file-face';
import type { BotReference, PersonSurroundings } from './surroundings';
import { Conflicts } from './updates/conflicts';
import { Polls } from './updates/polls';
import { UpdateBox } from './updates/update-box';
import { WebhookAttacks } from './webhook/webhook-attacks';
import { Webhooks } from './webhook/webhooks';
import { systemClock, type Clock } from './world/clock';
import { Conversations } from './world/conversations';
import { OwnTimers } from './world/own-timers';
import { Random } from './world/random';
import type { BotRecord } from './world/records';
import { SnapshotFile } from './world/snapshot-file';
import { World } from './world/world';

export interface EngineOptions {
  /** The same seed and the same doings give the same ids and tokens. */
  seed?: number;
  clock?: Clock;
  /** Accept webhooks with plain http, on any port, on this machine. */
  insecureWebhook?: boolean;
  /** Where the world is kept; the files that were sent lie in a folder beside it, `<stateFile>.files`. */
  stateFile?: string;
  /** Refuse what the documentation does not know, even where Telegram would let it pass. On by default. */
  strict?: boolean;
  /** Keep Telegram's limits for sending; `halved` allows half of them, and refuses what comes too early at once. Off by default. */
  limits?: 'telegram' | 'halved' | 'off';
  /** How many calls and deliveries to remember at least; all of them by default. */
  journalKept?: number;
}

const DEFAULT_SEED = 1;

/** The parts of the box, put together. */
export class Engine implements PersonSurroundings {
  readonly world: World;
  readonly files: Files;
  readonly journal: Journal;
  readonly ledger: Ledger;
  readonly updates: UpdateBox;
  readonly webhooks: Webhooks;
  readonly attacks: WebhookAttacks;
  readonly conversations: Conversations;
  readonly sharedChats: SharedChats;
  readonly ballots: Ballots;
  readonly reactions: Reactions;
  readonly expectations: Expectations;
  readonly faults: Faults;
  readonly face: BotApiFace;
  readonly fileFace: FileFace;
  private readonly timers: OwnTimers;
  private readonly file: SnapshotFile | null;
  private readonly api: BotApi;

  constructor(private readonly options: EngineOptions) {
    this.timers = new OwnTimers(options.clock ?? systemClock);
    this.world = this.openWorld();
    const { world } = this;
    this.file = options.stateFile === undefined ? null : new SnapshotFile(options.stateFile, () => world.snapshot());
    this.files = new Files(
      world,
      options.stateFile === undefined ? new MemoryShelf() : new FolderShelf(`${options.stateFile}.files`),
    );
    this.journal = new Journal(this.timers, options.journalKept ?? Infinity);
    this.updates = new UpdateBox(world);
    this.conversations = new Conversations(world, this.updates);
    this.sharedChats = new SharedChats(world, this.updates);
    this.ballots = new Ballots(world, this.updates);
    this.reactions = new Reactions(world, this.updates);
    this.expectations = new Expectations(world);
    this.journal.onCall(() => {
      this.expectations.look();
    });
    this.ledger = new Ledger(this.journal, this.expectations, this.findBot);
    this.faults = new Faults(new Random(options.seed ?? DEFAULT_SEED), this.timers);
    this.attacks = new WebhookAttacks(this.updates, this.journal, this.timers);
    this.webhooks = new Webhooks({
      world,
      updates: this.updates,
      journal: this.journal,
      strike: (bot, update) => this.faults.strikeDelivery(bot, update),
      giveUp: (bot) => {
        this.forgetWebhook(bot);
      },
      answerCall: this.callInAnswer.bind(this),
    });
    this.api = this.openApi();
    this.face = new BotApiFace(world, this.api, this.journal, this.faults);
    this.fileFace = new FileFace(world, this.files);
  }

  /** Deliveries of a restored world go on, and changes are written down from here on. */
  begin(): void {
    this.journal.continueAfter(Math.max(0, ...this.world.lastCallIds()));
    for (const bot of this.world.bots.values()) if (!bot.revoked) this.webhooks.open(bot);
    this.ballots.resume();
    this.sharedChats.memberships.resume();
    const { file } = this;
    if (!file) return;
    this.world.onChange(() => {
      file.touch();
    });
    file.touch();
  }

  end(): void {
    this.webhooks.closeAll();
    this.timers.cancelAll();
    this.expectations.endAll();
    this.flush();
  }

  flush(): void {
    this.file?.flush();
  }

  reset(): void {
    this.faults.clear();
    this.journal.forgetAll();
    this.updates.forgetAll();
    this.files.forgetAll();
    this.world.forgetAllButBots();
  }

  /** The bot is without a webhook from now on. The official server keeps webhooks by token, so another token begins without one. */
  forgetWebhook(bot: BotRecord): void {
    this.webhooks.close(bot);
    bot.webhook = null;
    this.world.announce({ kind: 'bots', botId: bot.id });
  }

  private openWorld(): World {
    const { stateFile, seed = DEFAULT_SEED } = this.options;
    const saved = stateFile === undefined ? null : SnapshotFile.read(stateFile);
    return saved ? World.restore(this.timers, saved) : new World(this.timers, seed);
  }

  private openApi(): BotApi {
    const { limits = 'off', strict = true, insecureWebhook = false } = this.options;
    const { world, files, ballots, updates, webhooks } = this;
    const actions = new ChatActions(world);
    const bots = new BotDoings(world, this.sharedChats, actions);
    const around = {
      world,
      files,
      ballots,
      actions,
      updates,
      bots,
      webhooks,
      polls: new Polls(world, updates, new Conflicts(this.timers)),
      insecureWebhook,
    };
    const strictness = limits === 'halved' ? { share: 0.5, absorbedMs: 0 } : undefined;
    const sendLimits = limits === 'off' ? null : new SendLimits(this.timers, strictness);
    return new BotApi(around, this.journal, { limits: sendLimits, strict, backend: new Backend(this.timers, this.faults) });
  }

  /** @throws Error when there is no such bot. */
  readonly findBot = (bot: BotReference): BotRecord => {
    const id = typeof bot === 'object' ? bot.id : bot;
    const found = typeof id === 'string' ? this.world.botByUsername(id) : this.world.bots.get(id);
    if (!found) throw new Error(`There is no bot ${String(id)} in the world`);
    return found;
  };

  /** A method in the answer to an update: its result is lost, and so are its errors. */
  private callInAnswer(bot: BotRecord, { method, ...params }: Record<string, unknown>): void {
    const entry = this.journal.callReceived(bot.id, method as string, params);
    this.api.answer(bot, entry).then(
      () => {
        this.journal.callAnswered(entry);
      },
      (error: unknown) => {
        this.journal.problems.push(String(error));
      },
    );
  }
}
