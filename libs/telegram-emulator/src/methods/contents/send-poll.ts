import type { FormattedText } from '@app/formatting';
import type { MethodCall } from '../../calls/method';
import type { Params } from '../../calls/params';
import { badRequest } from '../../calls/refusal';
import { isShared, type AnyChat } from '../../world/membership';
import type { PollRecord } from '../../world/poll-record';
import { correctOptionsOf, explanationOf, optionsOf, questionOf, refuseBadQuestion } from './poll-of-call';
import { sendingContents } from './send-contents';

const LONGEST_PERIOD = 2_628_000;

/** https://core.telegram.org/bots/api#sendpoll */
export const sendPoll = sendingContents({
  name: 'sendPoll',
  olderNames: { correct_option_id: { kinds: ['number'] } },
  unmodelled: [
    'allow_adding_options',
    'country_codes',
    'description',
    'description_entities',
    'description_parse_mode',
    'explanation_media',
    'hide_results_until_closes',
    'media',
    'members_only',
    'shuffle_options',
  ],
  read: (call) => {
    const question = questionOf(call.params);
    const options = optionsOf(call.params);
    const explanation = explanationOf(call.params);
    const type = typeOf(call.params);
    return (chat) => {
      refuseBadQuestion(question, options);
      const correctOptionIds = type === 'quiz' ? correctOptionsOf(call.params, options.length) : undefined;
      refuseNamesInChannel(call.params, chat);
      const rules = { ...rulesOf(call, type), ...(correctOptionIds && { correctOptionIds, ...explained(explanation) }) };
      return { poll: call.ballots.open({ ...asked(call, question, options), type, ...rules }) };
    };
  },
});

type Asked = Pick<PollRecord, 'botId' | 'question' | 'questionEntities' | 'options'>;

function asked({ bot, world }: MethodCall, { text, entities }: FormattedText, options: readonly FormattedText[]): Asked {
  const identified = options.map((option) => ({ id: world.random.text('0123456789abcdef', 16), ...option }));
  return { botId: bot.id, question: text, questionEntities: entities, options: identified };
}

function explained({ text, entities }: FormattedText): Pick<PollRecord, 'explanation' | 'explanationEntities'> {
  return text === '' ? {} : { explanation: text, ...(entities.length > 0 && { explanationEntities: entities }) };
}

function typeOf(params: Params): PollRecord['type'] {
  const type = params.text('type');
  if (type === '' || type === 'regular') return 'regular';
  if (type === 'quiz') return type;
  throw badRequest('unsupported poll type specified');
}

type Rules = Omit<PollRecord, keyof Asked | 'id' | 'votes' | 'type' | 'correctOptionIds' | 'explanation' | 'explanationEntities'>;

function rulesOf({ params, world }: MethodCall, type: PollRecord['type']): Rules {
  const openPeriod = Math.min(Math.max(params.integer('open_period') ?? 0, 0), LONGEST_PERIOD);
  const closeDate = openPeriod > 0 ? world.unixTime + openPeriod : (params.integer('close_date') ?? 0);
  return {
    isAnonymous: isAnonymous(params),
    allowsMultipleAnswers: params.flag('allows_multiple_answers'),
    allowsRevoting: params.has('allows_revoting') ? params.flag('allows_revoting') : type === 'regular',
    isClosed: params.flag('is_closed'),
    ...(openPeriod > 0 && { openPeriod }),
    ...(closeDate > 0 && { closeDate }),
  };
}

/** TDLib, can_send_message_content. */
function refuseNamesInChannel(params: Params, chat: AnyChat): void {
  if (isShared(chat) && chat.type === 'channel' && !isAnonymous(params)) {
    throw badRequest("non-anonymous polls can't be sent to channel chats");
  }
}

function isAnonymous(params: Params): boolean {
  return !params.has('is_anonymous') || params.flag('is_anonymous');
}
