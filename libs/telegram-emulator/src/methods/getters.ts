import type { Method } from '../calls/method';
import { botAsUser } from '../world/bot-api-form';

/** https://core.telegram.org/bots/api#getme */
export const getMe: Method = {
  name: 'getMe',
  run: ({ bot }) => ({
    ...botAsUser(bot),
    can_join_groups: true,
    can_read_all_group_messages: bot.readsAllMessages === true,
    supports_inline_queries: false,
    can_connect_to_business: false,
    has_main_web_app: false,
  }),
};
