import type { Method } from '../calls/method';
import { answerCallbackQuery } from './answer-callback-query';
import { getMyCommands, setMyCommands } from './commands';
import { deleteMessage } from './delete-message';
import { editMessageReplyMarkup, editMessageText } from './edit-message';
import { getChat, getMe, sendChatAction } from './getters';
import { getUpdates } from './get-updates';
import { sendMessage } from './send-message';
import { deleteWebhook, getWebhookInfo, setWebhook } from './webhook-methods';

const ALL: readonly Method[] = [
  answerCallbackQuery,
  deleteMessage,
  deleteWebhook,
  editMessageReplyMarkup,
  editMessageText,
  getChat,
  getMe,
  getMyCommands,
  getUpdates,
  getWebhookInfo,
  sendChatAction,
  sendMessage,
  setMyCommands,
  setWebhook,
];

/** The methods that the emulator knows, by their names in small letters. */
export const METHODS: ReadonlyMap<string, Method> = new Map(ALL.map((method) => [method.name.toLowerCase(), method]));
