import { Injectable } from '@nestjs/common';
import { WhereaboutsRepository, type NamedChat } from '@app/chat-membership';
import { TelegramUsersService } from '@app/telegram-users';
import type { Answer } from './answer';
import { turnData, type Asker } from './asker';
import { fullNameOf, titleOf, typeOf } from './naming';
import { buttonsOf, LINES, lines, listed } from './paging';
import { ScopeService } from './scope.service';

/** `@username`, or Telegram's id. */
const HANDLE = /^(?:@(?<username>\w{1,32})|(?<id>\d{1,16}))$/;

/** Where somebody else is, as far as the asker may know: in the groups that both share, or only in the one where it is asked. */
@Injectable()
export class SeenService {
  constructor(
    private readonly people: TelegramUsersService,
    private readonly whereabouts: WhereaboutsRepository,
    private readonly scopes: ScopeService,
  ) {}

  /** What is known of `@username` or of an id. Somebody who is unknown and somebody who is nowhere with the asker: the same answer. */
  async answer(asker: Asker, handle: string, page = 1): Promise<Answer> {
    const { username, id } = HANDLE.exec(handle.trim())?.groups ?? {};
    if (username === undefined && id === undefined) return { text: asker.say('seen.usage') };
    return await this.page(asker, username === undefined ? { telegramId: Number(id) } : { username }, page);
  }

  private async page(asker: Asker, whom: { telegramId: number } | { username: string }, wanted: number): Promise<Answer> {
    const { bot, person, say } = asker;
    const other = await this.people.findLearned(whom);
    if (!other) return { text: say('seen.unknown') };
    const scope = await this.scopes.of(asker);
    const both = [person.id, other.telegramId] as const;
    const part = await this.whereabouts.sharedChats(bot.id, both, scope, { size: LINES, page: wanted });
    if (part.total === 0) return { text: say('seen.unknown') };
    const list = listed(part, wanted, (chat: NamedChat, number) =>
      say('seen.line', { number, title: titleOf(say, chat), type: typeOf(say, chat.type) }),
    );
    const data = (page: number): string => turnData('seen', asker, String(other.telegramId), page);
    const head = say('seen.head', {
      name: fullNameOf(say, other),
      count: part.total,
    });
    return {
      text: lines(head, ...list.lines, ...this.scopes.restOf(asker)),
      buttons: buttonsOf(say, list, data),
    };
  }
}
