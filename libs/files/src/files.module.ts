import { Module } from '@nestjs/common';
import { AccountDataRegistry, AuthModule } from '@app/auth';
import { BotTokensModule } from '@app/bot-tokens';
import { FileContentsRepository } from './file-contents.repository';
import { FileData } from './file-data';
import { FileRetentionService } from './file-retention.service';
import { FileUsesRegistry } from './file-uses';
import { FilesConfig } from './files.config';
import { FilesController } from './files.controller';
import { FilesRepository } from './files.repository';
import { FilesService } from './files.service';
import { UploadSlots } from './upload-slots';
import { UploadsRepository } from './uploads.repository';
import { UploadsService } from './uploads.service';

@Module({
  imports: [AuthModule, BotTokensModule],
  controllers: [FilesController],
  providers: [
    FileContentsRepository,
    FileData,
    FileRetentionService,
    FilesConfig,
    FilesRepository,
    FilesService,
    FileUsesRegistry,
    UploadSlots,
    UploadsRepository,
    UploadsService,
  ],
  exports: [FileRetentionService, FilesService, FileUsesRegistry],
})
export class FilesModule {
  constructor(registry: AccountDataRegistry, data: FileData) {
    registry.register(data);
  }
}
