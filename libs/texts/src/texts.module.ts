import { Module } from '@nestjs/common';
import { AuthModule } from '@app/auth';
import { TextEditingService } from './text-editing.service';
import { TextsController } from './texts.controller';
import { TextsRepository } from './texts.repository';
import { TextsService } from './texts.service';

@Module({
  imports: [AuthModule],
  controllers: [TextsController],
  providers: [TextEditingService, TextsRepository, TextsService],
  exports: [TextsService],
})
export class TextsModule {}
