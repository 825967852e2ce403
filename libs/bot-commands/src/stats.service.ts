import { Injectable } from '@nestjs/common';
import { TalliesService, WhereaboutsRepository, type Named, type NamedChat, type NamedPerson } from '@app/chat-membership';
import type { FmtString } from '@app/telegram';
import type { Answer, Button } from './answer';
import { turnData, type Asker } from './asker';
import { DetailsService } from './details.service';
import { nameOf, titleOf, typeOf } from './naming';
import { lines, pager, pagesFor, pageWithin } from './paging';
import { ScopeService } from './scope.service';

/** Lines of a page of statistics. */
const SIZE = 10;

/** What is counted: people by their chats, or chats by their people. */
export type View = 'people' | 'chats';

/** A page of what is counted. */
interface Counted {
  readonly people: number;
  readonly chats: number;
  readonly lines: readonly FmtString[];
  readonly total: number;
  readonly page: number;
}

/** How much the bot knows. The counts are for everybody; the names only for those who share a group. In a group it is about the group. */
@Injectable()
export class StatsService {
  constructor(
    private readonly tallies: TalliesService,
    private readonly details: DetailsService,
    private readonly scopes: ScopeService,
    private readonly whereabouts: WhereaboutsRepository,
  ) {}

  /** The totals, and a page of the people or chats, those with the most first. */
  async page(asker: Asker, view: View, wanted: number): Promise<Answer> {
    const { say } = asker;
    const scope = await this.scopes.of(asker);
    const counted =
      scope === 'everywhere' ? await this.all(asker, view, wanted) : await this.ofGroup(asker, scope.chatId, view, wanted);
    const { people, chats, total, page } = counted;
    const what = total === 0 ? 'stats.none' : (`stats.${view}` as const);
    const pages = pagesFor(total, SIZE);
    return {
      text: lines(say('stats.head', { people, chats }), '', say(what), ...counted.lines, ...this.scopes.restOf(asker)),
      buttons: [pager(say, { page, pages }, (to) => turnData('stats', asker, view, to)), ...(await this.views(asker))],
    };
  }

  private async all({ bot, say, person: { id } }: Asker, view: View, wanted: number): Promise<Counted> {
    const { people, chats, chatsOfPeople, peopleOfChats } = await this.tallies.of(bot.id);
    const all = view === 'people' ? chatsOfPeople : peopleOfChats;
    const page = pageWithin(wanted, pagesFor(all.length, SIZE));
    const first = (page - 1) * SIZE;
    const shown = all.slice(first, first + SIZE);
    const rows =
      view === 'people'
        ? (await this.tallies.namePeople(bot.id, id, shown)).map((row, index) => person(say, row, first + index + 1))
        : (await this.tallies.nameChats(bot.id, id, shown)).map((row, index) => chat(say, row, first + index + 1));
    return { people, chats, lines: rows, total: all.length, page };
  }

  private async ofGroup({ say, chat: group }: Asker, chatId: string, view: View, wanted: number): Promise<Counted> {
    const { rows, total } = await this.whereabouts.peopleIn(chatId, { size: SIZE, page: wanted });
    if (view === 'chats') {
      const what: NamedChat = { id: chatId, type: group.type, title: 'title' in group ? group.title : null };
      return { people: total, chats: 1, lines: [chat(say, { count: total, what }, 1)], total: 1, page: 1 };
    }
    const page = pageWithin(wanted, pagesFor(total, SIZE));
    const named = rows.map((what, index) => person(say, { count: 1, what }, (page - 1) * SIZE + index + 1));
    return { people: total, chats: 1, lines: named, total, page };
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
