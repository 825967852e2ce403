export { CreateFiles } from './create-files.migration';
export { FilesService } from './files.service';
export { FilesModule } from './files.module';
