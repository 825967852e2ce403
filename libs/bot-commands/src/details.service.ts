import { Injectable } from '@nestjs/common';
import { AccountsService, type Account } from '@app/auth';
import { ChatsService, StatisticsService } from '@app/chat-membership';
import { MessageTalliesService } from '@app/messaging';
import type { FmtString } from '@app/telegram';
import type { Say } from '@app/texts';
import type { Asker } from './asker';
import { lines } from './paging';

const DAYS = 7;
const LANGUAGES = 10;

/** The statistics of the whole installation, for admins who have paired their private chat: nobody else reads along there. */
@Injectable()
export class DetailsService {
  constructor(
    private readonly accounts: AccountsService,
    private readonly chats: ChatsService,
    private readonly statistics: StatisticsService,
    private readonly messages: MessageTalliesService,
  ) {}

  async mayHave(asker: Asker): Promise<boolean> {
    return (await this.adminOf(asker)) !== null;
  }

  /** New people per day, active chats, messages by state, and languages; null for somebody who may not have them. */
  async of(asker: Asker): Promise<FmtString | null> {
    const admin = await this.adminOf(asker);
    if (!admin) return null;
    const { say } = asker;
    const { people, chats, newPeople, languages } = await this.statistics.of(admin);
    const messages = await this.messages.byStatus();
    const sum = (key: 'active' | 'inactive'): number => chats.reduce((total, chat) => total + chat[key], 0);
    return say('stats.details', {
      people,
      active: sum('active'),
      left: sum('inactive'),
      days: counts(
        say,
        newPeople.slice(-DAYS).map((day) => [day.day, day.people]),
      ),
      messages: counts(
        say,
        messages.map(({ status, count }) => [status, count]),
      ),
      languages: counts(
        say,
        languages.slice(0, LANGUAGES).map((one) => [one.languageCode, one.people]),
      ),
    });
  }

  private async adminOf({ bot, chat }: Asker): Promise<Account | null> {
    if (chat.type !== 'private') return null;
    const accountId = (await this.chats.find(bot.id, chat.id))?.accountId;
    const account = accountId === null || accountId === undefined ? null : await this.accounts.find(accountId);
    return account?.role === 'admin' ? account : null;
  }
}

function counts(say: Say, rows: readonly (readonly [string | null, number])[]): FmtString {
  if (rows.length === 0) return say('word.none');
  return lines(...rows.map(([what, count]) => say('stats.detail', { what: what ?? say('word.none').text, count })));
}
