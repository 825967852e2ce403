import { Module } from '@nestjs/common';
import { Maintenance } from '@app/platform';
import { FileRetentionService } from './file-retention.service';
import { FilesModule } from './files.module';

/** Lets go of files whose time is over. */
@Module({ imports: [FilesModule] })
export class FilesWorkerModule {
  constructor(maintenance: Maintenance, retention: FileRetentionService) {
    maintenance.register({ name: 'files.discard-abandoned', everySeconds: 60, run: () => retention.discardAbandoned() });
    maintenance.register({ name: 'files.drop-expired', everySeconds: 300, run: () => retention.dropExpired() });
    maintenance.register({ name: 'files.forget', everySeconds: 3_600, run: () => retention.forget() });
  }
}
