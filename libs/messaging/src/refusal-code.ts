/** Refusals that senders can do something about have names. Telegram's words: core.telegram.org/bots/api, tdlib/telegram-bot-api Client.cpp. */
const REFUSALS: readonly (readonly [words: RegExp, code: string])[] = [
  [/TOPIC_CLOSED/i, 'telegram.topic_closed'],
  [/message thread not found|TOPIC_DELETED/i, 'telegram.topic_not_found'],
  [/chat not found/i, 'telegram.chat_not_found'],
  [
    /not enough rights|have no rights|need administrator rights|CHAT_(?:SEND_[A-Z]+|WRITE)_FORBIDDEN|CHAT_ADMIN_REQUIRED/i,
    'telegram.no_rights',
  ],
  [
    /wrong file identifier|wrong remote file|FILE_REFERENCE_|failed to get HTTP URL content|wrong type of the web page content/i,
    'telegram.file_refused',
  ],
  [/PHOTO_INVALID_DIMENSIONS/, 'telegram.photo_dimensions'],
  [/\bPHOTO_[A-Z_]+|IMAGE_PROCESS_FAILED|too big for a photo/, 'telegram.photo_refused'],
  [/\bBUTTON_[A-Z_]+|keyboard button|requested in private chats only|inline keyboard expected/i, 'telegram.button_refused'],
  [/message to (?:edit|delete|pin) not found/i, 'telegram.message_gone'],
  [/message can't be edited/i, 'telegram.not_editable'],
  [/message can't be deleted/i, 'telegram.not_deletable'],
];

/** The code of a refusal: a name of its own, or `telegram.<status>`. */
export function refusalCode(status: number, description: string): string {
  return REFUSALS.find(([words]) => words.test(description))?.[1] ?? `telegram.${String(status)}`;
}
