import { Injectable } from '@nestjs/common';
import { actorOf, fitting, type BotContext } from '@app/telegram';
import { TelegramUsersService } from '@app/telegram-users';
import { languageOf, TextsService, type TextKey } from '@app/texts';
import { extraOf, type Answer } from './answer';
import type { Asker, Caller, Turn } from './asker';

/** A context whose handler was found by the data of a button. */
export type PressedContext = BotContext & { readonly match: RegExpExecArray };

/** Listens to people and answers them: in their language, and only whom it can tell apart. */
@Injectable()
export class AskersService {
  constructor(
    private readonly people: TelegramUsersService,
    private readonly texts: TextsService,
  ) {}

  /** Answers a command. Who writes as a chat is told that they cannot be known. */
  async answer(ctx: BotContext, say: (asker: Asker) => Promise<Answer>): Promise<void> {
    const asker = await this.find(ctx);
    if (asker) await reply(ctx, await say(asker));
    else if (ctx.chat) await ctx.reply((await this.texts.in('en'))('anonymous'));
  }

  /** Answers a command for which it does not matter who gave it, also to who writes as a chat. */
  async answerAnybody(ctx: BotContext, say: (asker: Caller) => Promise<Answer>): Promise<void> {
    await this.tellAnybody(ctx, say);
  }

  /** The same where there may be nothing to say. */
  async tellAnybody(ctx: BotContext, say: (asker: Caller) => Promise<Answer | null>): Promise<void> {
    const { bot, chat } = ctx;
    if (!chat) return;
    const answer = await say((await this.find(ctx)) ?? { bot, chat, say: await this.texts.in('en') });
    if (answer) await reply(ctx, answer);
  }

  /** Answers a button by turning its message to something else, for the person whose button it is. */
  async turn(ctx: PressedContext, say: (asker: Asker, turn: Turn) => Promise<Answer>): Promise<void> {
    const asker = await this.presser(ctx);
    if (!asker) return;
    const { to = '', page = '1' } = ctx.match.groups ?? {};
    const answer = await say(asker, { to, page: Math.max(1, Number(page)) });
    await ctx.answerCbQuery();
    await show(ctx, answer);
  }

  /** Who pressed a button, if it is theirs; somebody else is told that it is not. */
  async presser(ctx: PressedContext): Promise<Asker | null> {
    const asker = await this.find(ctx);
    if (asker && String(asker.person.id) === ctx.match.groups?.asker) return asker;
    const notice: TextKey = 'notice.notYours';
    await ctx.answerCbQuery((asker?.say ?? (await this.texts.in('en')))(notice).text, { show_alert: true });
    return null;
  }

  /** Who speaks to the bot; null for somebody who writes as a chat. */
  async find(ctx: BotContext): Promise<Asker | null> {
    const person = actorOf(ctx.update);
    const { bot, chat } = ctx;
    if (!person || !chat) return null;
    const language = languageOf(await this.people.languageOf(person.id, person.language_code));
    return { bot, chat, person, language, say: await this.texts.in(language) };
  }
}

async function reply(ctx: BotContext, answer: Answer): Promise<void> {
  await ctx.reply(fitting(answer.text), extraOf(answer));
}

/** Telegram refuses an edit that changes nothing. */
async function show(ctx: BotContext, answer: Answer): Promise<void> {
  const message = ctx.callbackQuery?.message;
  const shown = message && 'text' in message ? message.text : undefined;
  const text = fitting(answer.text);
  if (shown !== text.text) await ctx.editMessageText(text, extraOf(answer));
}
