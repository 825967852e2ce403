import { Controller, Delete, Get, HttpCode, Param, Post, Query, UseGuards } from '@nestjs/common';
import { ApiBearerAuth, ApiBody, ApiConsumes, ApiTags } from '@nestjs/swagger';
import { CurrentVisitor, type Visitor } from '@app/auth';
import { CurrentSender, SenderGuard, type Sender } from '@app/bot-tokens';
import { IdPipe, Multipart, pageOf, PageQuery, Public, TakesMultipart, type MultipartBody } from '@app/platform';
import { FilePage, FileView, UploadedFileView } from './files.dto';
import type { FilesOf } from './files.repository';
import { FilesService } from './files.service';
import { UploadsService } from './uploads.service';

/** Open to access tokens and to bot tokens: its own guard closes it. */
@ApiTags('files')
@ApiBearerAuth()
@Public()
@UseGuards(SenderGuard)
@Controller('files')
export class FilesController {
  constructor(
    private readonly files: FilesService,
    private readonly uploads: UploadsService,
  ) {}

  /** Uploads a file, to be sent later. Its contents are kept for a day, and longer while messages that are not sent need them. */
  @ApiConsumes('multipart/form-data')
  @ApiBody({
    schema: { type: 'object', required: ['file'], properties: { file: { type: 'string', format: 'binary' } } },
  })
  @TakesMultipart()
  @Post()
  async upload(
    @CurrentSender() sender: Sender,
    @CurrentVisitor() { network }: Visitor,
    @Multipart() body: MultipartBody,
  ): Promise<UploadedFileView> {
    return UploadedFileView.of(await this.uploads.receive(filesOf(sender), body, network));
  }

  /** Your files, newest first; with a bot token those that were uploaded with it. */
  @Get()
  async list(@CurrentSender() sender: Sender, @Query() { limit, after }: PageQuery): Promise<FilePage> {
    return pageOf(await this.files.list(filesOf(sender), limit, after), limit, (file) => FileView.of(file));
  }

  /** What is known of a file, and whether its contents are still kept. */
  @Get(':id')
  async get(@CurrentSender() sender: Sender, @Param('id', IdPipe) id: string): Promise<FileView> {
    return FileView.of(await this.files.get(filesOf(sender), id));
  }

  /** Removes a file that no message needs which is not sent yet. */
  @Delete(':id')
  @HttpCode(204)
  async remove(@CurrentSender() sender: Sender, @Param('id', IdPipe) id: string): Promise<void> {
    await this.files.remove(filesOf(sender), id);
  }
}

function filesOf({ accountId, grant }: Sender): FilesOf {
  return { accountId, botTokenId: grant?.tokenId };
}
