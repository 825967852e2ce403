export { MaintenanceModule } from './queue/maintenance.module';
