export { BotCommandsWorkerModule } from './bot-commands.worker.module';
