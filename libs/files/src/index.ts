export { CreateFiles } from './create-files.migration';
export { FileUsesRegistry, type FileUses } from './file-uses';
export { FilesService, type FileFacts } from './files.service';
export { FilesModule } from './files.module';
