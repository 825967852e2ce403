/** Settings without which a bench or a campaign would meet the quotas of accounts. */
export const NO_QUOTAS: Readonly<Record<string, string>> = {
  MAX_OPEN_MESSAGES_PER_ACCOUNT: '0',
  MAX_OPEN_MESSAGES_PER_CHAT: '0',
  MAX_MESSAGES_PER_MINUTE_PER_ACCOUNT: '0',
  MAX_MESSAGES_PER_MINUTE_PER_TOKEN: '0',
  MAX_BOT_TOKENS_PER_ACCOUNT: '0',
  MAX_OPEN_PAIRINGS_PER_ACCOUNT: '0',
};
