import type { Sender } from '@app/bot-tokens';
import type { MessageScope } from './messages.repository';

/** An account sees all of its messages; a bot token those that were sent with it. */
export function scopeOf({ accountId, grant }: Sender): MessageScope {
  return grant ? { accountId, botTokenId: grant.tokenId } : { accountId };
}
