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
import { BOT_PROFILE } from './bot-profile';
import { getMe, getUserProfilePhotos } from './getters';
import { getUpdates } from './get-updates';
import { editMessageCaption, editMessageMedia } from './media/edit-media';
import { getFile } from './media/get-file';
import { SENDING_FILES } from './media/send-media';
import { sendMediaGroup } from './media/send-media-group';
import { getChatMenuButton, setChatMenuButton } from './menu-button';
import { banChatMember, unbanChatMember } from './moderation/ban-members';
import { setChatDescription, setChatTitle } from './moderation/chat-info';
import { closeForumTopic, createForumTopic, deleteForumTopic, editForumTopic, reopenForumTopic } from './moderation/forum-topics';
import { createChatInviteLink, editChatInviteLink, exportChatInviteLink, revokeChatInviteLink } from './moderation/invite-links';
import { approveChatJoinRequest, declineChatJoinRequest } from './moderation/join-requests';
import { promoteChatMember, setChatAdministratorCustomTitle } from './moderation/promote-members';
import { restrictChatMember, setChatPermissions } from './moderation/restrict-members';
import { pinChatMessage, unpinAllChatMessages, unpinChatMessage } from './pins';
import { sendMessage } from './send-message';
import { setMessageReaction } from './set-message-reaction';
import { deleteWebhook, getWebhookInfo, logOut, setWebhook } from './webhook-methods';

const ALL: readonly Method[] = [
  answerCallbackQuery,
  approveChatJoinRequest,
  banChatMember,
  closeForumTopic,
  copyMessage,
  copyMessages,
  createChatInviteLink,
  createForumTopic,
  declineChatJoinRequest,
  deleteForumTopic,
  deleteMessage,
  deleteMessages,
  deleteMyCommands,
  deleteWebhook,
  editChatInviteLink,
  editForumTopic,
  editMessageCaption,
  editMessageMedia,
  editMessageReplyMarkup,
  editMessageText,
  exportChatInviteLink,
  forwardMessage,
  forwardMessages,
  getChat,
  getChatAdministrators,
  getChatMember,
  getChatMemberCount,
  getChatMenuButton,
  getFile,
  getMe,
  getMyCommands,
  getUpdates,
  getUserProfilePhotos,
  getWebhookInfo,
  leaveChat,
  logOut,
  pinChatMessage,
  promoteChatMember,
  reopenForumTopic,
  restrictChatMember,
  revokeChatInviteLink,
  ...BOT_PROFILE,
  ...SENDING_FILES,
  sendChatAction,
  sendContact,
  sendDice,
  sendLocation,
  sendMediaGroup,
  sendMessage,
  sendPoll,
  sendVenue,
  setChatAdministratorCustomTitle,
  setChatDescription,
  setChatMenuButton,
  setChatPermissions,
  setChatTitle,
  setMessageReaction,
  setMyCommands,
  setWebhook,
  stopPoll,
  unbanChatMember,
  unpinAllChatMessages,
  unpinChatMessage,
];

/** The methods that the emulator knows, by their names in small letters. */
export const METHODS: ReadonlyMap<string, Method> = new Map(ALL.map((method) => [method.name.toLowerCase(), method]));
