import { Telegraf, TelegramError, type Context } from 'telegraf';
import { message } from 'telegraf/filters';

import { COMMANDS, wordsFor, type Porter, type Post } from './porter';

/** The porter on telegraf, https://github.com/telegraf/telegraf */
export async function telegrafPorter({ token, apiRoot, picture }: Post): Promise<Porter> {
  const bot = new Telegraf(token, { telegram: { apiRoot } });
  bot.start((ctx) =>
    ctx.replyWithHTML(`Hello <b>${ctx.from.first_name}</b>`, {
      reply_markup: { inline_keyboard: [[{ text: 'Press', callback_data: 'press' }]] },
    }),
  );
  bot.action('press', async (ctx) => {
    await ctx.answerCbQuery('Thanks', { show_alert: true });
    await ctx.editMessageText('Pressed');
  });
  bot.command('wrong', (ctx) => tellWhenRefused(ctx, () => ctx.replyWithHTML('<b>')));
  bot.command('flood', (ctx) => tellWhenRefused(ctx, () => ctx.reply('flood')));
  bot.command('old', (ctx) => tellWhenRefused(ctx, () => ctx.telegram.sendMessage(ctx.payload, 'moved')));
  bot.command('photo', (ctx) => ctx.replyWithPhoto({ source: picture }, { caption: 'A picture' }));
  bot.command('members', async (ctx) => {
    const [count, member] = [await ctx.getChatMembersCount(), await ctx.getChatMember(ctx.from.id)];
    await ctx.reply(`${String(count)} ${member.status}`);
  });
  bot.on(message('document'), async (ctx) => {
    const { file_id, file_name = '' } = ctx.message.document;
    const text = await (await fetch(await ctx.telegram.getFileLink(file_id))).text();
    await ctx.reply(`Got ${file_name}: ${text}`);
  });
  await bot.telegram.setMyCommands(COMMANDS);
  const end = bot.launch();
  return {
    stop: () => {
      bot.stop();
      return end;
    },
  };
}

async function tellWhenRefused(ctx: Context, act: () => Promise<unknown>): Promise<void> {
  try {
    await act();
  } catch (error) {
    if (!(error instanceof TelegramError)) throw error;
    const { description, parameters } = error;
    await ctx.reply(wordsFor({ description, retryAfter: parameters?.retry_after, migrateTo: parameters?.migrate_to_chat_id }));
  }
}
