/**
 * How one fact about a presence meets another, for `insert … as known … on conflict`. Whether somebody is there is ordered by
 * `as_of` and the number of the update. What they are there has an order of its own: a message proves a presence and no
 * status, so an exact word that arrives after it may still be the newest of its kind. `left` is the column of the absence.
 */
export const NEWER = '(excluded.as_of, excluded.as_of_update) > (known.as_of, known.as_of_update)';

const told = (status: string, left: string): string => {
  const turned = `(excluded.${left} is null) <> (known.${left} is null)`;
  const exact = `excluded.status_as_of is not null and (known.status_as_of is null
    or (excluded.status_as_of, excluded.status_as_of_update) > (known.status_as_of, known.status_as_of_update))`;
  const taken = `(case when ${turned} then ${NEWER} else ${exact} end)`;
  return `
    ${status} = case when ${taken} then excluded.${status} else known.${status} end,
    status_as_of = case when ${taken} then excluded.status_as_of else known.status_as_of end,
    status_as_of_update = case when ${taken} then excluded.status_as_of_update else known.status_as_of_update end,
    ${left} = case when not ${NEWER} then known.${left}
      when excluded.${left} is null then null else coalesce(known.${left}, excluded.${left}) end,
    as_of = case when ${NEWER} then excluded.as_of else known.as_of end,
    as_of_update = case when ${NEWER} then excluded.as_of_update else known.as_of_update end`;
};

export const CHAT_FACTS = told('bot_status', 'bot_left_at');

/** Whether the row holds an exact word that is newer than the known one. */
const EXACT = `(excluded.status_as_of is not null and (known.status_as_of is null
  or (excluded.status_as_of, excluded.status_as_of_update) > (known.status_as_of, known.status_as_of_update)))`;

const newer = (isNewer: string, columns: readonly string[]): string =>
  columns.map((column) => `${column} = case when ${isNewer} then excluded.${column} else known.${column} end`).join(', ');

/** The facts of a membership that the newest exact word tells. */
const EXACT_COLUMNS = ['status_as_of', 'status_as_of_update', 'exact_absent', 'anonymous'];

/**
 * Each fact follows its own order, so the result does not depend on the order of arrival. A row that tells only of a sign of
 * life has as_of = '-infinity'. The database derives left_at: an exact absence stands until Telegram says otherwise, and
 * one that a service message told stands until the person is seen there again.
 */
export const MEMBERSHIP_FACTS = `
    status = case when (case when (excluded.told_left_at is null) <> (known.told_left_at is null) then ${NEWER} else ${EXACT} end)
      then excluded.status else known.status end,
    told_left_at = case when not ${NEWER} then known.told_left_at
      when excluded.told_left_at is null then null else coalesce(known.told_left_at, excluded.told_left_at) end,
    ${newer(NEWER, ['as_of', 'as_of_update'])},
    ${newer(EXACT, EXACT_COLUMNS)},
    ${newer('(excluded.seen_as_of, excluded.seen_as_of_update) > (known.seen_as_of, known.seen_as_of_update)', [
      'seen_as_of',
      'seen_as_of_update',
    ])},
    shown = known.shown or excluded.shown,
    joined_at = least(known.joined_at, excluded.joined_at)`;

/** All that is known of memberships, for copying them. */
export const MEMBERSHIP_COLUMNS = [
  'status',
  'joined_at',
  'told_left_at',
  'as_of',
  'as_of_update',
  'seen_as_of',
  'seen_as_of_update',
  'shown',
]
  .concat(EXACT_COLUMNS)
  .join(', ');

/** What somebody is in a chat, as it is shown: who was seen there after a message told of their leaving is a member. */
export const statusOf = (membership: string): string => `case
  when ${membership}.left_at is null and ${membership}.told_left_at is not null then 'member' else ${membership}.status end`;

/** A fact that nothing else is told with: what was never told of is older than anything. */
const single = (fact: string): { readonly isNewer: string; readonly set: string } => {
  const isNewer = `((excluded.${fact}_as_of, excluded.${fact}_as_of_update) >
    (coalesce(known.${fact}_as_of, '-infinity'), coalesce(known.${fact}_as_of_update, -1)))`;
  const set = [fact, `${fact}_as_of`, `${fact}_as_of_update`]
    .map((column) => `${column} = case when ${isNewer} then excluded.${column} else known.${column} end`)
    .join(', ');
  return { isNewer, set };
};

const [title, closed] = [single('title'), single('closed')];

/** The name of a topic and whether it is closed are told apart. What tells nothing new writes nothing. */
export const TOPIC_FACTS = `${title.set}, ${closed.set}, first_seen_at = least(known.first_seen_at, excluded.first_seen_at)
  where ${title.isNewer} or ${closed.isNewer} or excluded.first_seen_at < known.first_seen_at`;
