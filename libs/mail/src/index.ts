export { CreateMails } from './create-mails.migration';
export { MailModule } from './mail.module';
export { MailService } from './mail.service';
