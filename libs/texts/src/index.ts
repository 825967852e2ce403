export { CreateTexts } from './create-texts.migration';
export { LANGUAGES, languageOf, type Language } from './language';
export type { TextKey } from './defaults/en';
export { TextsModule } from './texts.module';
export { TextsService, type Say } from './texts.service';
