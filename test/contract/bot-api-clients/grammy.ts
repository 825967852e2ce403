import { Bot, GrammyError, InlineKeyboard, InputFile, type Context } from 'grammy';

import { COMMANDS, wordsFor, type Porter, type Post } from './porter';

/** The porter on grammY, https://github.com/grammyjs/grammY */
export async function grammyPorter({ token, apiRoot, picture }: Post): Promise<Porter> {
  const bot = new Bot(token, { client: { apiRoot } });
  bot.command('start', (ctx) =>
    ctx.reply(`Hello <b>${ctx.from?.first_name ?? ''}</b>`, {
      parse_mode: 'HTML',
      reply_markup: new InlineKeyboard().text('Press', 'press'),
    }),
  );
  bot.callbackQuery('press', async (ctx) => {
    await ctx.answerCallbackQuery({ text: 'Thanks', show_alert: true });
    await ctx.editMessageText('Pressed');
  });
  bot.command('wrong', (ctx) => tellWhenRefused(ctx, () => ctx.reply('<b>', { parse_mode: 'HTML' })));
  bot.command('flood', (ctx) => tellWhenRefused(ctx, () => ctx.reply('flood')));
  bot.command('old', (ctx) => tellWhenRefused(ctx, () => ctx.api.sendMessage(ctx.match, 'moved')));
  bot.command('photo', (ctx) => ctx.replyWithPhoto(new InputFile(picture, 'tower.png'), { caption: 'A picture' }));
  bot.command('members', async (ctx) => {
    const [count, member] = [await ctx.getChatMemberCount(), await ctx.getAuthor()];
    await ctx.reply(`${String(count)} ${member.status}`);
  });
  bot.on('message:document', async (ctx) => {
    const { file_path = '' } = await ctx.getFile();
    const text = await (await fetch(`${apiRoot}/file/bot${token}/${file_path}`)).text();
    await ctx.reply(`Got ${ctx.message.document.file_name ?? ''}: ${text}`);
  });
  await bot.api.setMyCommands(COMMANDS);
  const end = bot.start();
  return {
    stop: async () => {
      await bot.stop();
      await end;
    },
  };
}

async function tellWhenRefused(ctx: Context, act: () => Promise<unknown>): Promise<void> {
  try {
    await act();
  } catch (error) {
    if (!(error instanceof GrammyError)) throw error;
    const { description, parameters } = error;
    await ctx.reply(wordsFor({ description, retryAfter: parameters.retry_after, migrateTo: parameters.migrate_to_chat_id }));
  }
}
