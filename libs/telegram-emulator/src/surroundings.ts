import type { Ballots } from './chats/ballots';
import type { Reactions } from './chats/reactions';
import type { SharedChats } from './chats/shared-chats';
import type { Expectations } from './expectations';
import type { Files } from './files/files';
import type { Conversations } from './world/conversations';
import type { BotRecord } from './world/records';
import type { World } from './world/world';

/** A bot, its id, or its username. */
export type BotReference = { readonly id: number } | number | string;

/** What people do things with. */
export interface PersonSurroundings {
  world: World;
  files: Files;
  ballots: Ballots;
  reactions: Reactions;
  conversations: Conversations;
  sharedChats: SharedChats;
  expectations: Expectations;
  findBot: (bot: BotReference) => BotRecord;
}

/** What a person cannot do becomes a rejection, not an exception. */
export async function attempt<T>(act: () => T | Promise<T>): Promise<T> {
  return Promise.resolve().then(act);
}
