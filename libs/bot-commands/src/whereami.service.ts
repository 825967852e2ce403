import { Injectable } from '@nestjs/common';
import { ChatsService, WhereaboutsRepository, type NamedPerson, type Part } from '@app/chat-membership';
import type { Answer } from './answer';
import { turnData, type Asker } from './asker';
import { fullNameOf, titleOf, typeOf } from './naming';
import { buttonsOf, LINES, lines, listed } from './paging';
import { ScopeService } from './scope.service';

/** What somebody is told about the chat they write in. */
@Injectable()
export class WhereAmIService {
  constructor(
    private readonly chats: ChatsService,
    private readonly whereabouts: WhereaboutsRepository,
    private readonly scopes: ScopeService,
  ) {}

  /** Which chat it is, and a page of the people whom the bot sees there: they all share it. `topic` is the thread, if any. */
  async page(asker: Asker, wanted: number, topic?: string): Promise<Answer> {
    const { chat, say } = asker;
    const part = await this.people(asker, wanted);
    const list = listed(part, wanted, (person, number) => say('whereami.line', { number, name: fullNameOf(say, person) }));
    const title = chat.type === 'private' ? null : chat.title;
    const head = say('whereami.head', {
      id: String(chat.id),
      title: chat.type === 'private' ? say('word.private').text : titleOf(say, { title }),
      type: typeOf(say, chat.type),
    });
    const where = topic === undefined ? [head] : [head, say('whereami.topic', { topic })];
    const people = part.total === 0 ? say('whereami.none') : say('whereami.people', { count: part.total });
    const data = (page: number): string => turnData('whereami', asker, topic ?? '', page);
    return {
      text: lines(...where, '', people, ...list.lines),
      buttons: buttonsOf(say, list, data),
    };
  }

  private async people(asker: Asker, page: number): Promise<Part<NamedPerson>> {
    const { bot, chat } = asker;
    const scope = await this.scopes.of(asker);
    const chatId = scope === 'everywhere' ? (await this.chats.find(bot.id, chat.id))?.id : scope.chatId;
    return chatId === undefined ? { rows: [], total: 0 } : await this.whereabouts.peopleIn(chatId, { size: LINES, page });
  }
}
