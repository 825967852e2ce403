export { CabinetWorkerModule } from './cabinet.worker.module';
