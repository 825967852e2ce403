export { BotsWorkerModule } from './bots.worker.module';
