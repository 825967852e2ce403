/** Trouble that may pass by itself, in words. */
export type LastingTrouble =
  | { readonly kind: 'webhook'; readonly reason: string }
  /** Others are at work with the token of a bot that we ask for: they ask too, or set a webhook. */
  | { readonly kind: 'polling'; readonly reason: string; readonly by: 'program' | 'webhook' };

/** What is wrong with a bot's updates. */
export type Trouble = { readonly kind: 'token_revoked' } | LastingTrouble;
