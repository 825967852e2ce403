export { BotCommandsModule } from './bot-commands.module';
export { CreateCommandMenus } from './create-command-menus.migration';
