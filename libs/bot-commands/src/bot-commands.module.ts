import { Module } from '@nestjs/common';
import { AuthModule } from '@app/auth';
import { BotsModule } from '@app/bots';
import { TelegramModule } from '@app/telegram';
import { CabinetModule } from '@app/cabinet';
import { ChatMembershipModule } from '@app/chat-membership';
import { MessagingModule } from '@app/messaging';
import { TelegramUsersModule } from '@app/telegram-users';
import { TextsModule } from '@app/texts';
import { UpdatesStoreModule } from '@app/updates';
import { AskersService } from './askers.service';
import { BehaviourUpdate } from './behaviour.update';
import { CommandMenusStoreModule } from './command-menus.store.module';
import { CommandMenusService } from './command-menus.service';
import { DetailsService } from './details.service';
import { ForgetMeService } from './forget-me.service';
import { ForgetMeUpdate } from './forget-me.update';
import { HelpUpdate } from './help.update';
import { LanguageService } from './language.service';
import { LanguageUpdate } from './language.update';
import { LinkService } from './link.service';
import { LinkUpdate } from './link.update';
import { MeService } from './me.service';
import { MeUpdate } from './me.update';
import { PressesService } from './presses.service';
import { ScopeService } from './scope.service';
import { SeenService } from './seen.service';
import { SeenUpdate } from './seen.update';
import { StartService } from './start.service';
import { StartUpdate } from './start.update';
import { StatsService } from './stats.service';
import { StatsUpdate } from './stats.update';
import { UnknownButtonUpdate } from './unknown-button.update';
import { UnknownTextUpdate } from './unknown-text.update';
import { WhereAmIService } from './whereami.service';
import { WhereAmIUpdate } from './whereami.update';

const SERVICES = [
  AskersService,
  CommandMenusService,
  DetailsService,
  ForgetMeService,
  LanguageService,
  LinkService,
  MeService,
  PressesService,
  ScopeService,
  SeenService,
  StartService,
  StatsService,
  WhereAmIService,
];

/** Most special first: the first handler that matches answers. */
const UPDATES = [
  BehaviourUpdate,
  StartUpdate,
  HelpUpdate,
  MeUpdate,
  WhereAmIUpdate,
  StatsUpdate,
  SeenUpdate,
  LanguageUpdate,
  ForgetMeUpdate,
  LinkUpdate,
  UnknownButtonUpdate,
  UnknownTextUpdate,
];

/** Every answer to a person. */
@Module({
  imports: [
    AuthModule,
    TelegramModule,
    TextsModule,
    BotsModule,
    UpdatesStoreModule,
    TelegramUsersModule,
    ChatMembershipModule,
    MessagingModule,
    CabinetModule,
    CommandMenusStoreModule,
  ],
  providers: [...SERVICES, ...UPDATES],
  exports: [CommandMenusService],
})
export class BotCommandsModule {}
