export { BotCommandsModule } from './bot-commands.module';
