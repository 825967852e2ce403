import { Injectable } from '@nestjs/common';
import { violatedUnique } from '@app/platform';
import type { Principal } from '@app/auth';
import { DirectoryConfig } from './directory.config';
import type { Profile } from './profile';
import type { TelegramUser } from './telegram-user.entity';
import {
  DirectoryOffError,
  TelegramUserEnteredError,
  TelegramUserNotFoundError,
  TelegramUserReadOnlyError,
} from './telegram-users.errors';
import { TelegramUsersRepository, type Listed, type Met, type Slice, type Told } from './telegram-users.repository';

/** The people whom bots met, and those whom accounts entered. */
@Injectable()
export class TelegramUsersService {
  constructor(
    private readonly people: TelegramUsersRepository,
    private readonly directory: DirectoryConfig,
  ) {}

  /** Follows what Telegram said at some time of people whom a bot met. */
  async recordMeetings(botId: string, people: readonly Met[], when: Told): Promise<void> {
    if (people.length > 0) await this.people.recordMeetings(botId, people, when);
  }

  /** Whether the bot knew the person before the update that is being worked on. */
  async metBefore(botId: string, telegramId: number): Promise<boolean> {
    return await this.people.metBefore(botId, telegramId);
  }

  /** Somebody whom bots have met, by Telegram's id or by a username: whoever had it last. */
  async findLearned(handle: { readonly telegramId: number } | { readonly username: string }): Promise<TelegramUser | null> {
    return await this.people.findLearned(handle);
  }

  /** The language of somebody: what they chose, else what their Telegram speaks now, else what it spoke last. */
  async languageOf(telegramId: number, spoken?: string): Promise<string | null> {
    const known = await this.people.findLearned({ telegramId });
    return known?.chosenLanguage ?? spoken ?? known?.languageCode ?? null;
  }

  /** In which language somebody wants to be spoken to. */
  async chooseLanguage(telegramId: number, language: string): Promise<void> {
    await this.people.chooseLanguage(telegramId, language);
  }

  /** @throws DirectoryOffError */
  async listed(slice: Slice, fromOwnMachine: boolean): Promise<Listed[]> {
    this.ensureShown(fromOwnMachine);
    return await this.people.listed(slice);
  }

  /** @throws DirectoryOffError, TelegramUserNotFoundError */
  async getListed(id: string, fromOwnMachine: boolean): Promise<Listed> {
    this.ensureShown(fromOwnMachine);
    const person = await this.people.findListed(id);
    if (!person) throw new TelegramUserNotFoundError();
    return person;
  }

  async visibleTo(account: Principal, slice: Slice): Promise<TelegramUser[]> {
    return await this.people.visibleTo(account, slice);
  }

  /** @throws TelegramUserNotFoundError */
  async get(account: Principal, id: string): Promise<TelegramUser> {
    const person = await this.people.findVisibleTo(account, id);
    if (!person) throw new TelegramUserNotFoundError();
    return person;
  }

  /** Enters a person for the account. Those whom an admin enters are in the public list. @throws TelegramUserEnteredError */
  async enter(account: Principal, profile: Profile): Promise<TelegramUser> {
    const id = await this.people.enter(account.id, profile, account.role === 'admin').catch(alreadyEntered);
    return await this.get(account, id);
  }

  /** @throws TelegramUserNotFoundError, TelegramUserReadOnlyError, TelegramUserEnteredError */
  async change(account: Principal, id: string, changes: Partial<Profile>): Promise<TelegramUser> {
    await this.getWritable(account, id);
    await this.people.change(id, changes).catch(alreadyEntered);
    return await this.get(account, id);
  }

  /** @throws TelegramUserNotFoundError, TelegramUserReadOnlyError */
  async remove(account: Principal, id: string): Promise<void> {
    await this.getWritable(account, id);
    await this.people.remove(id);
  }

  private async getWritable(account: Principal, id: string): Promise<void> {
    const { ownerId } = await this.get(account, id);
    if (ownerId !== account.id && account.role !== 'admin') throw new TelegramUserReadOnlyError();
  }

  private ensureShown(fromOwnMachine: boolean): void {
    if (!this.directory.isShown(fromOwnMachine)) throw new DirectoryOffError();
  }
}

function alreadyEntered(error: unknown): never {
  throw violatedUnique(error) === undefined ? error : new TelegramUserEnteredError();
}
