export { AnonymousPeople } from './anonymous-people.migration';
export { ChosenLanguages } from './chosen-languages.migration';
export { CreateTelegramUsers } from './create-telegram-users.migration';
export { OrderEntries } from './order-entries.migration';
export { OrderProfiles } from './order-profiles.migration';
export { TelegramUsersModule } from './telegram-users.module';
export { TelegramUsersObserver } from './telegram-users.observer';
export { TelegramUsersService } from './telegram-users.service';
