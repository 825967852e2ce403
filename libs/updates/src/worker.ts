export { UpdatesWorkerModule } from './updates.worker.module';
