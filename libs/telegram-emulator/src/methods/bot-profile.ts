import { characterCount } from '@app/formatting';
import type { Method, MethodCall } from '../calls/method';
import { Refusal } from '../calls/refusal';
import { profileTextOf } from '../world/bot-profile';
import type { ProfileText } from '../world/records';
import { languageOfCall } from './command-scope';

/** What a bot says of itself: https://core.telegram.org/bots/api#setmyname and its like. */
export const BOT_PROFILE: readonly Method[] = [
  ...texts('Name', 'name', 64),
  ...texts('Description', 'description', 512),
  ...texts('ShortDescription', 'short_description', 120),
];

function texts(suffix: string, field: ProfileText, longest: number): readonly Method[] {
  return [
    { name: `setMy${suffix}`, run: (call) => set(call, field, longest) },
    { name: `getMy${suffix}`, run: ({ bot, params }) => ({ [field]: profileTextOf(bot, field, languageOfCall(params)) }) },
  ];
}

/** An empty text takes away what was said in this language. Telegram's words for one that is too long are not known. */
function set({ bot, params, world }: MethodCall, field: ProfileText, longest: number): true {
  const language = languageOfCall(params);
  const text = params.text(field).trim();
  if (characterCount(text) > longest) {
    throw new Refusal(400, `EMULATOR-STRICT: the ${field} of a bot has at most ${String(longest)} characters`);
  }
  if (field === 'name' && language === '') {
    if (text !== '') bot.name = text;
  } else {
    const others = Object.entries(bot.profile?.[field] ?? {}).filter(([one]) => one !== language);
    const said = text === '' ? others : [...others, [language, text] as const];
    bot.profile = { ...bot.profile, [field]: Object.fromEntries(said) };
  }
  world.announce({ kind: 'bots', botId: bot.id });
  return true;
}
