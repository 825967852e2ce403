import { Bot, InlineKeyboardBuilder, InputFile, TelegramApiError, type Context } from 'node-telegram-bot-api';

import { COMMANDS, wordsFor, type Porter, type Post } from './porter';

/** The porter on node-telegram-bot-api, https://github.com/yagop/node-telegram-bot-api */
export async function nodeTelegramBotApiPorter({ token, apiRoot, picture }: Post): Promise<Porter> {
  const bot = new Bot(token, { apiRoot, maxRetries: 0 });
  bot.command('start', (ctx) =>
    ctx.reply(`Hello <b>${ctx.from?.first_name ?? ''}</b>`, {
      parse_mode: 'HTML',
      reply_markup: new InlineKeyboardBuilder().text('Press', 'press').build(),
    }),
  );
  bot.on('callback_query', async (ctx) => {
    await ctx.answerCallbackQuery({ text: 'Thanks', show_alert: true });
    const message_id = ctx.callbackQuery?.message?.message_id;
    await bot.api.editMessageText({ chat_id: ctx.chatId, message_id, text: 'Pressed' });
  });
  bot.command('wrong', (ctx) => tellWhenRefused(ctx, () => ctx.reply('<b>', { parse_mode: 'HTML' })));
  bot.command('flood', (ctx) => tellWhenRefused(ctx, () => ctx.reply('flood')));
  bot.command('old', (ctx) => tellWhenRefused(ctx, () => bot.api.sendMessage({ chat_id: String(ctx.match), text: 'moved' })));
  bot.command('photo', (ctx) => {
    const photo = new InputFile(new Uint8Array(picture), { filename: 'tower.png' });
    return bot.api.sendPhoto({ chat_id: chatOf(ctx), photo, caption: 'A picture' });
  });
  bot.command('members', async (ctx) => {
    const chat_id = chatOf(ctx);
    const count = await bot.api.getChatMemberCount({ chat_id });
    const member = await bot.api.getChatMember({ chat_id, user_id: ctx.from?.id ?? 0 });
    await ctx.reply(`${String(count)} ${member.status}`);
  });
  bot.on('message', async (ctx, next) => {
    const document = ctx.message?.document;
    if (!document) return next();
    const { file_path = '' } = await bot.api.getFile({ file_id: document.file_id });
    const text = await (await fetch(`${apiRoot}/file/bot${token}/${file_path}`)).text();
    await ctx.reply(`Got ${document.file_name ?? ''}: ${text}`);
  });
  await bot.api.setMyCommands({ commands: COMMANDS });
  const end = bot.startPolling();
  return {
    stop: () => {
      bot.stop();
      return end;
    },
  };
}

function chatOf({ chatId }: Context): number {
  if (chatId === undefined) throw new Error('This update belongs to no chat');
  return chatId;
}

async function tellWhenRefused(ctx: Context, act: () => Promise<unknown>): Promise<void> {
  try {
    await act();
  } catch (error) {
    if (!(error instanceof TelegramApiError)) throw error;
    const { description, retryAfter, migrateToChatId: migrateTo } = error;
    await ctx.reply(wordsFor({ description, retryAfter, migrateTo }));
  }
}
