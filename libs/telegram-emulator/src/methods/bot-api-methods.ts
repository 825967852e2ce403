/** Every method of the Bot API 9.2, taken from the typings of @telegraf/types, to tell what is unknown from what is only missing here. */
const NAMES = `
  addStickerToSet answerCallbackQuery answerInlineQuery answerPreCheckoutQuery answerShippingQuery answerWebAppQuery
  approveChatJoinRequest approveSuggestedPost banChatMember banChatSenderChat close closeForumTopic
  closeGeneralForumTopic convertGiftToStars copyMessage copyMessages createChatInviteLink
  createChatSubscriptionInviteLink createForumTopic createInvoiceLink createNewStickerSet declineChatJoinRequest
  declineSuggestedPost deleteBusinessMessages deleteChatPhoto deleteChatStickerSet deleteForumTopic deleteMessage
  deleteMessages deleteMyCommands deleteStickerFromSet deleteStickerSet deleteStory deleteWebhook editChatInviteLink
  editChatSubscriptionInviteLink editForumTopic editGeneralForumTopic editMessageCaption editMessageLiveLocation
  editMessageMedia editMessageReplyMarkup editMessageText editStory editUserStarSubscription exportChatInviteLink
  forwardMessage forwardMessages getAvailableGifts getBusinessAccountGifts getBusinessAccountStarBalance
  getBusinessConnection getChat getChatAdministrators getChatMember getChatMemberCount getChatMenuButton
  getCustomEmojiStickers getFile getForumTopicIconStickers getGameHighScores getMe getMyCommands
  getMyDefaultAdministratorRights getMyDescription getMyName getMyShortDescription getMyStarBalance getStarTransactions
  getStickerSet getUpdates getUserChatBoosts getUserProfilePhotos getWebhookInfo giftPremiumSubscription
  hideGeneralForumTopic leaveChat logOut pinChatMessage postStory promoteChatMember readBusinessMessage
  refundStarPayment removeBusinessAccountProfilePhoto removeChatVerification removeUserVerification reopenForumTopic
  reopenGeneralForumTopic replaceStickerInSet restrictChatMember revokeChatInviteLink savePreparedInlineMessage
  sendAnimation sendAudio sendChatAction sendChecklist sendContact sendDice sendDocument sendGame sendGift sendInvoice
  sendLocation sendMediaGroup sendMessage sendPaidMedia sendPhoto sendPoll sendSticker sendVenue sendVideo
  sendVideoNote sendVoice setBusinessAccountBio setBusinessAccountGiftSettings setBusinessAccountName
  setBusinessAccountProfilePhoto setBusinessAccountUsername setChatAdministratorCustomTitle setChatDescription
  setChatMenuButton setChatPermissions setChatPhoto setChatStickerSet setChatTitle setCustomEmojiStickerSetThumbnail
  setGameScore setMessageReaction setMyCommands setMyDefaultAdministratorRights setMyDescription setMyName
  setMyShortDescription setPassportDataErrors setStickerEmojiList setStickerKeywords setStickerMaskPosition
  setStickerPositionInSet setStickerSetThumbnail setStickerSetTitle setUserEmojiStatus setWebhook
  stopMessageLiveLocation stopPoll transferBusinessAccountStars transferGift unbanChatMember unbanChatSenderChat
  unhideGeneralForumTopic unpinAllChatMessages unpinAllForumTopicMessages unpinAllGeneralForumTopicMessages
  unpinChatMessage upgradeGift uploadStickerFile verifyChat verifyUser
`;

/** By the name in small letters: Telegram does not mind the case. */
export const BOT_API_METHODS: ReadonlyMap<string, string> = new Map(
  NAMES.trim()
    .split(/\s+/)
    .map((name) => [name.toLowerCase(), name]),
);
