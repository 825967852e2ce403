export { MaintenanceModule } from './queue/maintenance.worker.module';
