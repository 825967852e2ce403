export { BotCommandsModule } from './bot-commands.module';
export { CommandMenusStoreModule } from './command-menus.store.module';
export { CreateCommandMenus } from './create-command-menus.migration';
