import { Injectable } from '@nestjs/common';
import { BotsService } from '@app/bots';
import { DerivedKeys, newId } from '@app/platform';
import { CabinetConfig } from './cabinet.config';
import { BotNotListeningError, PairingNotFoundError, TooManyPairingsError } from './cabinet.errors';
import type { Pairing } from './pairing.entity';
import { linksTo, looksLikePairing, macOf, payloadOf, type PairingLinks } from './pairing-link';
import { PairingsRepository } from './pairings.repository';

/** A pairing as its account sees it. */
export interface BegunPairing extends PairingLinks {
  readonly pairing: Pairing;
}

/** A link of a pairing that somebody has opened. */
export interface OpenedLink {
  readonly pairing: Pairing;
  readonly waits: boolean;
}

/** Pairings that accounts begin: they have a link, and whoever opens it in a chat decides. */
@Injectable()
export class PairingsService {
  constructor(
    private readonly pairings: PairingsRepository,
    private readonly bots: BotsService,
    private readonly keys: DerivedKeys,
    private readonly config: CabinetConfig,
  ) {}

  /** Begins one with the house bot, or with a bot of the account's own. @throws BotNotListeningError, TooManyPairingsError */
  async begin(accountId: string, botId?: string): Promise<BegunPairing> {
    const bot = await this.bots.findSpeaking(accountId, botId);
    if (!bot) throw new BotNotListeningError();
    const id = newId();
    const most = this.config.openPairings;
    const linkMac = macOf(this.keys, payloadOf(this.keys, id));
    if (!(await this.pairings.insert({ id, accountId, botId: bot.id, linkMac }, most))) throw new TooManyPairingsError(most);
    return await this.get(accountId, id);
  }

  /** @throws PairingNotFoundError */
  async get(accountId: string, id: string): Promise<BegunPairing> {
    const pairing = await this.pairings.findOwned(accountId, id);
    if (!pairing) throw new PairingNotFoundError();
    return await this.withLinks(pairing);
  }

  /** Newest first, one more than asked for. */
  async list(accountId: string, limit: number, after?: string): Promise<Pairing[]> {
    return await this.pairings.ofAccount(accountId, limit, after);
  }

  /** Its link is good for nothing any more. What was linked stays linked. @throws PairingNotFoundError */
  async cancel(accountId: string, id: string): Promise<void> {
    if (!(await this.pairings.cancel(accountId, id))) await this.get(accountId, id);
  }

  /** The pairing of a link that was opened with a bot, and whether it still waits; null when the link is none of a pairing. */
  async findByLink(botId: string, payload: string): Promise<OpenedLink | null> {
    if (!looksLikePairing(payload)) return null;
    const pairing = await this.pairings.findByLink(botId, macOf(this.keys, payload));
    return pairing && { pairing, waits: pairing.state === 'waiting' && pairing.expiresAt.getTime() > Date.now() };
  }

  async withLinks(pairing: Pairing): Promise<BegunPairing> {
    const username = await this.bots.usernameOf(pairing.botId);
    return { pairing, ...linksTo(username, payloadOf(this.keys, pairing.id)) };
  }
}
