import type { Method } from '../calls/method';
import { badRequest } from '../calls/refusal';
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

/** https://core.telegram.org/bots/api#getuserprofilephotos: nobody here has any. */
export const getUserProfilePhotos: Method = {
  name: 'getUserProfilePhotos',
  run: ({ world, params }) => {
    const userId = params.integer('user_id') ?? 0;
    if (userId <= 0) throw badRequest('invalid user_id specified');
    if (!world.people.has(userId) && !world.bots.has(userId)) throw badRequest('user not found');
    return { total_count: 0, photos: [] };
  },
};
