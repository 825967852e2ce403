import { Module } from '@nestjs/common';
import { AccountDataRegistry, AuthModule } from '@app/auth';
import { UpdatesStoreModule } from '@app/updates';
import { DirectoryConfig } from './directory.config';
import { DirectoryController } from './directory.controller';
import { EnteredPeopleData } from './entered-people-data';
import { MetPeopleData } from './met-people-data';
import { TelegramUsersController } from './telegram-users.controller';
import { TelegramUsersObserver } from './telegram-users.observer';
import { TelegramUsersRepository } from './telegram-users.repository';
import { TelegramUsersService } from './telegram-users.service';

@Module({
  imports: [AuthModule, UpdatesStoreModule],
  controllers: [DirectoryController, TelegramUsersController],
  providers: [
    DirectoryConfig,
    EnteredPeopleData,
    MetPeopleData,
    TelegramUsersObserver,
    TelegramUsersRepository,
    TelegramUsersService,
  ],
  exports: [TelegramUsersObserver, TelegramUsersService],
})
export class TelegramUsersModule {
  constructor(registry: AccountDataRegistry, data: EnteredPeopleData) {
    registry.register(data);
  }
}
