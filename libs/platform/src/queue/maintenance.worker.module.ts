import { BullModule } from '@nestjs/bullmq';
import { Global, Module } from '@nestjs/common';
import { Maintenance, MAINTENANCE_QUEUE } from './maintenance';
import { MaintenanceProcessor } from './maintenance.processor';

/** The clock of a worker: what has to be done every now and then. */
@Global()
@Module({
  imports: [BullModule.registerQueue({ name: MAINTENANCE_QUEUE })],
  providers: [Maintenance, MaintenanceProcessor],
  exports: [Maintenance],
})
export class MaintenanceModule {}
