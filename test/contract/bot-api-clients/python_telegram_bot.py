"""The porter on python-telegram-bot 13, https://github.com/python-telegram-bot/python-telegram-bot

Started with where the Bot API is; its token and its picture come on the standard input. What he does stands in porter.ts.
"""
import base64
import html
import sys

from telegram import BotCommand, InlineKeyboardButton, InlineKeyboardMarkup, ParseMode
from telegram.error import ChatMigrated, RetryAfter, TelegramError
from telegram.ext import CallbackQueryHandler, CommandHandler, Filters, MessageHandler, Updater

API_ROOT = sys.argv[1]
TOKEN = sys.stdin.readline().strip()
PICTURE = base64.b64decode(sys.stdin.readline())


def start(update, context):
    keyboard = InlineKeyboardMarkup([[InlineKeyboardButton('Press', callback_data='press')]])
    name = html.escape(update.effective_user.first_name)
    update.message.reply_text(f'Hello <b>{name}</b>', parse_mode=ParseMode.HTML, reply_markup=keyboard)


def press(update, context):
    update.callback_query.answer('Thanks', show_alert=True)
    update.callback_query.edit_message_text('Pressed')


def telling_when_refused(act):
    def handle(update, context):
        try:
            act(update, context)
        except RetryAfter as error:
            update.message.reply_text(f'Wait: {int(error.retry_after)}')
        except ChatMigrated as error:
            update.message.reply_text(f'Moved to {error.new_chat_id}')
        except TelegramError as error:
            # the library takes the words `Bad Request: ` away
            update.message.reply_text(f'Refused: Bad Request: {error.message}')

    return handle


def members(update, context):
    count = update.effective_chat.get_member_count()
    member = update.effective_chat.get_member(update.effective_user.id)
    update.message.reply_text(f'{count} {member.status}')


def document(update, context):
    got = update.message.document
    text = got.get_file().download_as_bytearray().decode()
    update.message.reply_text(f'Got {got.file_name}: {text}')


updater = Updater(TOKEN, base_url=f'{API_ROOT}/bot', base_file_url=f'{API_ROOT}/file/bot')
handlers = {
    'start': start,
    'wrong': telling_when_refused(lambda update, context: update.message.reply_text('<b>', parse_mode=ParseMode.HTML)),
    'flood': telling_when_refused(lambda update, context: update.message.reply_text('flood')),
    'old': telling_when_refused(lambda update, context: context.bot.send_message(context.args[0], 'moved')),
    'photo': lambda update, context: update.message.reply_photo(PICTURE, caption='A picture'),
    'members': members,
}
for command, handler in handlers.items():
    updater.dispatcher.add_handler(CommandHandler(command, handler))
updater.dispatcher.add_handler(CallbackQueryHandler(press, pattern='^press$'))
updater.dispatcher.add_handler(MessageHandler(Filters.document, document))
updater.bot.set_my_commands([BotCommand('start', 'Say hello'), BotCommand('photo', 'Send a picture')])
updater.start_polling(timeout=5)
sys.stdin.readline()  # until the end of the input
updater.stop()
