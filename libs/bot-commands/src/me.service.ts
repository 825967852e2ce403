import { Injectable } from '@nestjs/common';
import { WhereaboutsRepository, type NamedChat } from '@app/chat-membership';
import { cleanText, fullName } from '@app/telegram';
import type { Answer } from './answer';
import { turnData, type Asker } from './asker';
import { LONGEST, titleOf, typeOf, usernameOf } from './naming';
import { buttonsOf, LINES, lines, listed } from './paging';
import { ScopeService } from './scope.service';

/** What somebody is told about themselves. */
@Injectable()
export class MeService {
  constructor(
    private readonly whereabouts: WhereaboutsRepository,
    private readonly scopes: ScopeService,
  ) {}

  /** Who they are, and a page of the chats where the bot sees them: in a group, of this one only. */
  async page(asker: Asker, wanted: number): Promise<Answer> {
    const { bot, person, say } = asker;
    const scope = await this.scopes.of(asker);
    const part = await this.whereabouts.chatsOf(bot.id, person.id, scope, { size: LINES, page: wanted });
    const list = listed(part, wanted, (chat: NamedChat, number) =>
      say('me.line', { number, title: titleOf(say, chat), type: typeOf(say, chat.type) }),
    );
    const head = part.total === 0 ? say('me.none') : say('me.chats', { count: part.total });
    const data = (page: number): string => turnData('me', asker, '', page);
    return {
      text: lines(profile(asker), '', head, ...list.lines, ...this.scopes.restOf(asker)),
      buttons: buttonsOf(say, list, data),
    };
  }
}

function profile({ person, say }: Asker): ReturnType<Asker['say']> {
  const { id, username } = person;
  const name = cleanText(fullName(person), LONGEST) ?? say('word.none').text;
  return say('me.head', { id: String(id), username: usernameOf(say, username), name, language: say('word.language').text });
}
