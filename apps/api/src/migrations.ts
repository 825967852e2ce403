import { AddressedAudit, CreateAccounts, ThickenAccounts } from '@app/auth';
import { CreateCommandMenus } from '@app/bot-commands';
import { CreateBotTokens, TopicsOfTokens } from '@app/bot-tokens';
import { AttentiveBots, BehavingBots, ChoosingBots, CreateBots, PayingBots, RenewingWebhooks, TroubledBots } from '@app/bots';
import { CreatePairingCodes, CreatePairings } from '@app/cabinet';
import { CreateChats, CreateMemberships, CreateTopics, ForgetChats, MembershipsByBot, WeighWords } from '@app/chat-membership';
import { CreateFiles } from '@app/files';
import { CreateMails, SealLetters } from '@app/mail';
import {
  CreateMessages,
  FallBackWithMessages,
  HoldCallsInLanes,
  LearnFromRefusals,
  Quotas,
  SetAnswersApart,
  WidenMessages,
} from '@app/messaging';
import { CreateLeases, type Migration } from '@app/platform';
import { AnonymousPeople, ChosenLanguages, CreateTelegramUsers, OrderEntries, OrderProfiles } from '@app/telegram-users';
import { CreateTexts } from '@app/texts';
import { CountBegunTries, CreateForgottenPeople, CreateUpdates } from '@app/updates';

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
  ChoosingBots,
  CreateTexts,
  ChosenLanguages,
  CreateCommandMenus,
  CreateForgottenPeople,
  ForgetChats,
  CreatePairings,
  TopicsOfTokens,
  CountBegunTries,
  OrderEntries,
  MembershipsByBot,
  CreateTopics,
  PayingBots,
  WidenMessages,
  CreateFiles,
  HoldCallsInLanes,
  RenewingWebhooks,
  WeighWords,
  AnonymousPeople,
  AttentiveBots,
  SetAnswersApart,
  AddressedAudit,
  Quotas,
  FallBackWithMessages,
  LearnFromRefusals,
];
