import { Injectable } from '@nestjs/common';
import { TalliesService, type Named, type NamedChat, type NamedPerson } from '@app/chat-membership';
import type { FmtString } from '@app/telegram';
import type { Answer, Button } from './answer';
import { turnData, type Asker } from './asker';
import { DetailsService } from './details.service';
import { nameOf, titleOf, typeOf } from './naming';
import { lines, pager, pagesFor, pageWithin } from './paging';

/** Lines of a page of statistics. */
const SIZE = 10;

/** What is counted: people by their chats, or chats by their people. */
export type View = 'people' | 'chats';

/** How much the bot knows. The counts are for everybody; the names only for those who share a chat. */
@Injectable()
export class StatsService {
  constructor(
    private readonly tallies: TalliesService,
    private readonly details: DetailsService,
  ) {}

  /** The totals, and a page of the people or chats, those with the most first. */
  async page(asker: Asker, view: View, wanted: number): Promise<Answer> {
    const { bot, say } = asker;
    const tallies = await this.tallies.of(bot.id);
    const all = view === 'people' ? tallies.chatsOfPeople : tallies.peopleOfChats;
    const pages = pagesFor(all.length, SIZE);
    const page = pageWithin(wanted, pages);
    const first = (page - 1) * SIZE;
    const shown = all.slice(first, first + SIZE);
    const rows =
      view === 'people'
        ? (await this.tallies.namePeople(bot.id, asker.person.id, shown)).map((row, index) => person(say, row, first + index + 1))
        : (await this.tallies.nameChats(bot.id, asker.person.id, shown)).map((row, index) => chat(say, row, first + index + 1));
    const what = all.length === 0 ? 'stats.none' : (`stats.${view}` as const);
    return {
      text: lines(say('stats.head', { people: tallies.people, chats: tallies.chats }), '', say(what), ...rows),
      buttons: [pager(say, { page, pages }, (to) => turnData('stats', asker, view, to)), ...(await this.views(asker))],
    };
  }

  /** The detailed statistics, for those who may have them; others see what everybody sees. */
  async detailed(asker: Asker): Promise<Answer> {
    const text = await this.details.of(asker);
    return text === null ? await this.page(asker, 'people', 1) : { text, buttons: await this.views(asker) };
  }

  private async views(asker: Asker): Promise<Button[][]> {
    const button = (key: 'button.people' | 'button.chats' | 'button.details', to: string): Button => ({
      text: asker.say(key).text,
      callback_data: turnData('stats', asker, to, 1),
    });
    const views = [button('button.people', 'people'), button('button.chats', 'chats')];
    return (await this.details.mayHave(asker)) ? [views, [button('button.details', 'details')]] : [views];
  }
}

function person(say: Asker['say'], { count, what }: Named<NamedPerson>, number: number): FmtString {
  return say('stats.person', { number, count, name: nameOf(say, what) });
}

function chat(say: Asker['say'], { count, what }: Named<NamedChat>, number: number): FmtString {
  const name = what ? `${titleOf(say, what)} (${typeOf(say, what.type)})` : say('word.group').text;
  return say('stats.chat', { number, count, name });
}
