import { CreateAccounts, ThickenAccounts } from '@app/auth';
import { CreateBotTokens } from '@app/bot-tokens';
import { BehavingBots, CreateBots, TroubledBots } from '@app/bots';
import { CreatePairingCodes } from '@app/cabinet';
import { CreateChats, CreateMemberships, MembershipsByBot } from '@app/chat-membership';
import { CreateMails, SealLetters } from '@app/mail';
import { CreateMessages } from '@app/messaging';
import { CreateLeases, type Migration } from '@app/platform';
import { CreateTelegramUsers, OrderEntries, OrderProfiles } from '@app/telegram-users';
import { CountBegunTries, CreateUpdates } from '@app/updates';

/** Every migration there is; they run in the order of the times in their names. */
export const migrations: readonly Migration[] = [
  CreateLeases,
  CreateMails,
  CreateAccounts,
  CreateBots,
  CreateUpdates,
  CreateTelegramUsers,
  CreateChats,
  CreateBotTokens,
  CreateMessages,
  CreatePairingCodes,
  SealLetters,
  ThickenAccounts,
  TroubledBots,
  CreateMemberships,
  OrderProfiles,
  BehavingBots,
  CountBegunTries,
  OrderEntries,
  MembershipsByBot,
];
