/**
 * What the bot says in English, in ICU MessageFormat (unicode-org.github.io/icu/userguide/format_parse/messages): `{name}` is
 * filled in and is never markup; `<b>`, `<i>` and `<code>` set the type. Texts under `button.`, `command.` and `notice.` are plain.
 */
export const en = {
  'start.hello': 'Hello, <b>{name}</b>! Nice to meet you.',
  'start.back': 'Welcome back, <b>{name}</b>!',
  'start.code':
    'Your code is <code>{pairingCode}</code>\nEnter it in your cabinet within 10 minutes to receive messages here. It is good for one use; do not show it to anybody.',
  'start.group': 'I remember this chat from now on. /help says what I can do.',

  'help.head': 'This is what I can do:',
  'help.line': '/{command} — {description}',
  unknown: 'I do not understand that. /help says what I can do.',
  anonymous: 'You write as a chat, so I cannot tell who you are.',

  'word.none': '—',
  'word.stranger': 'you',
  'word.somebody': 'somebody',
  'word.private': 'private chat',
  'word.group': 'group',
  'word.channel': 'channel',
  'word.untitled': 'untitled',
  'word.language': 'English',

  'private.rest': 'I tell the rest in private only.',

  'me.head': '<b>You</b>\nID: <code>{id}</code>\nUsername: {username}\nName: {name}\nLanguage: {language}',
  'me.chats': 'Your chats: {count}',
  'me.none': 'I have not seen you in any chat.',
  'me.line': '{number}. {title} ({type})',

  'whereami.head': '<b>{title}</b>\nType: {type}\nID: <code>{id}</code>',
  'whereami.topic': 'Topic: <code>{topic}</code>',
  'whereami.people': 'People I have seen here: {count}',
  'whereami.none': 'I have not seen anybody here.',
  'whereami.line': '{number}. {name}',

  'stats.head': '<b>Statistics</b>\nPeople: {people}\nChats: {chats}',
  'stats.people': 'People by number of chats:',
  'stats.chats': 'Chats by number of people:',
  'stats.none': 'Nothing to count yet.',
  'stats.person': '{number}. {name}: {count, plural, one {# chat} other {# chats}}',
  'stats.chat': '{number}. {name}: {count, plural, =0 {nobody} one {# person} other {# people}}',
  'stats.details':
    '<b>In detail</b>\nPeople: {people}\nActive chats: {active}, left: {left}\n\nNew people per day:\n{days}\n\nMessages:\n{messages}\n\nLanguages:\n{languages}',
  'stats.detail': '{what}: {count, number}',

  'seen.usage': 'Tell me whom: /seen @username or /seen 123456789',
  'seen.unknown': 'I know of nobody by that name in the chats that you share.',
  'seen.head': '<b>{name}</b>\nChats that you share: {count}',
  'seen.line': '{number}. {title} ({type})',

  'forget.ask':
    'Shall I forget you? Your profile, your chats and what you wrote to me are erased, and nothing can be sent to you here. I shall know you again only after you write /start.',
  'forget.done': 'You are forgotten. Write /start if I shall know you again.',
  'forget.kept': 'Good, I still know you.',

  'language.ask': 'Which language shall I speak with you?',
  'language.set': 'I speak English with you from now on.',
  'language.unknown': 'I speak English and Russian: /language en or /language ru',

  'link.ask':
    'Who links this chat has messages sent here by their systems. An admin of this chat may have a code: it is shown to nobody else, and is good for one use within 10 minutes.',
  'link.confirm':
    'Link this chat with <b>{account}</b>? Their systems can then send messages here. An admin of this chat decides.',
  'link.confirmPrivate': 'Link this chat with <b>{account}</b>? Their systems can then send messages here.',
  'link.done': 'Linked by <b>{account}</b>. Messages that are sent with their bot tokens arrive here.',
  'link.declined': 'Not linked.',
  'link.gone': 'This link is not valid any more. Ask for a new one in the cabinet.',
  'link.taken': 'This chat is linked already. /unlink ends that.',
  'unlink.ask':
    'This chat is linked with <b>{account}</b>. Shall I end that? Messages of their systems do not arrive here any more then.',
  'unlink.done': 'Unlinked. Nothing more will arrive here until you link it again.',
  'unlink.kept': 'It stays linked.',
  'unlink.none': 'This chat is not linked with anybody.',

  'button.previous': '<<',
  'button.next': '>>',
  'button.people': 'Users',
  'button.chats': 'Chats',
  'button.details': 'In detail',
  'button.refresh': 'Refresh',
  'button.yes': 'Yes',
  'button.no': 'No',
  'button.undo': 'Undo',
  'button.code': 'Show the code',

  'notice.notYours': 'These buttons are for who asked. Ask yourself: /help',
  'notice.adminsOnly': 'Only an admin of this chat may do that.',
  'notice.code': 'The code is {pairingCode}. Enter it in your cabinet within 10 minutes.',
  'notice.tryAgain': 'Telegram does not answer just now. Try again in a moment.',
  'notice.unlinkedAlready': 'This link had ended already.',
  'notice.unlinked': 'Unlinked.',

  'command.start': 'say hello, and have a code to link this chat',
  'command.help': 'what I can do',
  'command.me': 'what I know of you',
  'command.whereami': 'what I know of this chat',
  'command.stats': 'how many people and chats I know',
  'command.seen': 'where you both are: /seen @username or an id',
  'command.link': 'let a system write to this chat',
  'command.unlink': 'end that',
  'command.language': 'the language I speak with you',
  'command.forgetme': 'have me forget you',
} as const;

/** The name of something that the bot says. */
export type TextKey = keyof typeof en;
