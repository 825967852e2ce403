import type { TextKey } from './en';

/** The same in Russian. */
export const ru: Readonly<Record<TextKey, string>> = {
  'start.hello': 'Здравствуйте, <b>{name}</b>! Приятно познакомиться.',
  'start.back': 'С возвращением, <b>{name}</b>!',
  'start.code':
    'Ваш код: <code>{pairingCode}</code>\nВведите его в личном кабинете в течение 10 минут, чтобы получать сообщения здесь. Код одноразовый; не показывайте его никому.',
  'start.group': 'Я запомнил этот чат. Что я умею: /help',

  'help.head': 'Вот что я умею:',
  'help.line': '/{command} — {description}',
  unknown: 'Я этого не понимаю. Что я умею: /help',
  anonymous: 'Вы пишете от имени чата, поэтому я не знаю, кто вы.',

  'word.none': '—',
  'word.stranger': 'незнакомец',
  'word.somebody': 'кто-то',
  'word.private': 'личный чат',
  'word.group': 'группа',
  'word.channel': 'канал',
  'word.untitled': 'без названия',
  'word.language': 'Русский',

  'private.rest': 'Остальное скажу только в личном чате.',

  'me.head': '<b>Вы</b>\nID: <code>{id}</code>\nИмя пользователя: {username}\nИмя: {name}\nЯзык: {language}',
  'me.chats': 'Ваши чаты: {count}',
  'me.none': 'Я не видел вас ни в одном чате.',
  'me.line': '{number}. {title} ({type})',

  'whereami.head': '<b>{title}</b>\nТип: {type}\nID: <code>{id}</code>',
  'whereami.topic': 'Тема: <code>{topic}</code>',
  'whereami.people': 'Кого я здесь видел: {count}',
  'whereami.none': 'Я здесь никого не видел.',
  'whereami.line': '{number}. {name}',

  'stats.head': '<b>Статистика</b>\nЛюди: {people}\nЧаты: {chats}',
  'stats.people': 'Люди по числу чатов:',
  'stats.chats': 'Чаты по числу людей:',
  'stats.none': 'Считать пока нечего.',
  'stats.person': '{number}. {name}: {count, plural, one {# чат} few {# чата} many {# чатов} other {# чата}}',
  'stats.chat':
    '{number}. {name}: {count, plural, =0 {никого} one {# человек} few {# человека} many {# человек} other {# человека}}',
  'stats.details':
    '<b>Подробно</b>\nЛюди: {people}\nАктивные чаты: {active}, покинутые: {left}\n\nНовые люди по дням:\n{days}\n\nСообщения:\n{messages}\n\nЯзыки:\n{languages}',
  'stats.detail': '{what}: {count, number}',

  'seen.usage': 'Скажите, о ком: /seen @username или /seen 123456789',
  'seen.unknown': 'В ваших общих чатах я никого с таким именем не знаю.',
  'seen.head': '<b>{name}</b>\nОбщие с вами чаты: {count}',
  'seen.line': '{number}. {title} ({type})',

  'forget.ask':
    'Забыть вас? Ваш профиль, ваши чаты и то, что вы мне писали, будут стёрты, и сюда ничего нельзя будет отправить. Я узнаю вас снова, только когда вы напишете /start.',
  'forget.done': 'Я вас забыл. Напишите /start, если мне снова можно вас знать.',
  'forget.kept': 'Хорошо, я вас помню.',

  'language.ask': 'На каком языке мне с вами говорить?',
  'language.set': 'Теперь я говорю с вами по-русски.',
  'language.unknown': 'Я говорю по-английски и по-русски: /language en или /language ru',

  'link.ask':
    'Кто свяжет этот чат со своим кабинетом, тот сможет отправлять сюда сообщения из своих систем. Администратор чата может получить код: его не увидит никто другой, он одноразовый и действует 10 минут.',
  'link.confirm':
    'Связать этот чат с <b>{account}</b>? Тогда системы этого кабинета смогут писать сюда. Решает администратор чата.',
  'link.confirmPrivate': 'Связать этот чат с <b>{account}</b>? Тогда системы этого кабинета смогут писать сюда.',
  'link.done': 'Чат связан с <b>{account}</b>. Сообщения, отправленные по их токенам, приходят сюда.',
  'link.declined': 'Чат не связан.',
  'link.gone': 'Эта ссылка больше не действует. Попросите новую в кабинете.',
  'link.taken': 'Этот чат уже связан. Отвязать: /unlink',
  'unlink.ask': 'Этот чат связан с <b>{account}</b>. Отвязать? Тогда сообщения их систем сюда больше не придут.',
  'unlink.done': 'Чат отвязан. Сюда ничего не придёт, пока вы не свяжете его снова.',
  'unlink.kept': 'Чат остаётся связанным.',
  'unlink.none': 'Этот чат ни с кем не связан.',

  'button.previous': '<<',
  'button.next': '>>',
  'button.people': 'Люди',
  'button.chats': 'Чаты',
  'button.details': 'Подробно',
  'button.refresh': 'Обновить',
  'button.yes': 'Да',
  'button.no': 'Нет',
  'button.undo': 'Отменить',
  'button.code': 'Показать код',

  'notice.notYours': 'Эти кнопки для того, кто спросил. Спросите сами: /help',
  'notice.adminsOnly': 'Это может только администратор чата.',
  'notice.code': 'Код: {pairingCode}. Введите его в кабинете в течение 10 минут.',
  'notice.tryAgain': 'Telegram сейчас не отвечает. Попробуйте ещё раз чуть позже.',
  'notice.unlinkedAlready': 'Эта связь уже была отменена.',
  'notice.unlinked': 'Чат отвязан.',

  'command.start': 'поздороваться и получить код для связи',
  'command.help': 'что я умею',
  'command.me': 'что я знаю о вас',
  'command.whereami': 'что я знаю об этом чате',
  'command.stats': 'сколько людей и чатов я знаю',
  'command.seen': 'где вы оба: /seen @username или id',
  'command.link': 'разрешить системе писать в этот чат',
  'command.unlink': 'отменить это',
  'command.language': 'язык, на котором я говорю',
  'command.forgetme': 'попросить забыть вас',
};
