export { CreateMails } from './create-mails.migration';
export { LOCALES, type Locale } from './locale';
export { isMailAddress } from './mail-address';
export type { Mail } from './mail.entity';
export { MailModule } from './mail.module';
export { MailService, type MailRecord, type Recipient } from './mail.service';
export { SealLetters } from './seal-letters.migration';
