import type { Method } from '../calls/method';
import { answerCallbackQuery } from './answer-callback-query';
import { getChat, getChatAdministrators, getChatMember, getChatMemberCount, leaveChat } from './chat-methods';
import { deleteMyCommands, getMyCommands, setMyCommands } from './commands';
import { copyMessage, copyMessages, forwardMessage, forwardMessages } from './copies';
import { deleteMessage, deleteMessages } from './delete-message';
import { editMessageReplyMarkup, editMessageText } from './edit-message';
import { sendLocation, sendVenue } from './contents/places';
import { sendChatAction } from './contents/send-chat-action';
import { sendContact } from './contents/send-contact';
import { sendDice } from './contents/send-dice';
import { sendPoll } from './contents/send-poll';
import { stopPoll } from './contents/stop-poll';
import { getMe } from './getters';
import { getUpdates } from './get-updates';
import { editMessageCaption, editMessageMedia } from './media/edit-media';
import { getFile } from './media/get-file';
import { SENDING_FILES } from './media/send-media';
import { sendMediaGroup } from './media/send-media-group';
import { pinChatMessage, unpinAllChatMessages, unpinChatMessage } from './pins';
import { sendMessage } from './send-message';
import { setMessageReaction } from './set-message-reaction';
import { deleteWebhook, getWebhookInfo, logOut, setWebhook } from './webhook-methods';

const ALL: readonly Method[] = [
  answerCallbackQuery,
  copyMessage,
  copyMessages,
  deleteMessage,
  deleteMessages,
  deleteMyCommands,
  deleteWebhook,
  editMessageCaption,
  editMessageMedia,
  editMessageReplyMarkup,
  editMessageText,
  forwardMessage,
  forwardMessages,
  getChat,
  getChatAdministrators,
  getChatMember,
  getChatMemberCount,
  getFile,
  getMe,
  getMyCommands,
  getUpdates,
  getWebhookInfo,
  leaveChat,
  logOut,
  pinChatMessage,
  ...SENDING_FILES,
  sendChatAction,
  sendContact,
  sendDice,
  sendLocation,
  sendMediaGroup,
  sendMessage,
  sendPoll,
  sendVenue,
  setMessageReaction,
  setMyCommands,
  setWebhook,
  stopPoll,
  unpinAllChatMessages,
  unpinChatMessage,
];

/** The methods that the emulator knows, by their names in small letters. */
export const METHODS: ReadonlyMap<string, Method> = new Map(ALL.map((method) => [method.name.toLowerCase(), method]));
