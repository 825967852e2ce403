import { Column, Entity, PrimaryColumn } from 'typeorm';
import { safeInteger } from '@app/platform';

/** A person or bot on Telegram: learned from updates, or entered by an account. */
@Entity('telegram_users')
export class TelegramUser {
  @PrimaryColumn('uuid')
  id!: string;

  /** A small number, for the routes that know no UUIDs. */
  @Column({ type: 'integer', insert: false, update: false })
  number!: number;

  @Column('bigint', { transformer: safeInteger })
  telegramId!: number;

  /** Who entered it. Null when bots learned it. */
  @Column('uuid', { nullable: true })
  ownerId!: string | null;

  @Column('text', { nullable: true })
  username!: string | null;

  @Column('text', { nullable: true })
  firstName!: string | null;

  @Column('text', { nullable: true })
  lastName!: string | null;

  @Column('boolean')
  isBot!: boolean;

  @Column('text', { nullable: true })
  languageCode!: string | null;

  /** In which the bot speaks with them, if they chose one. */
  @Column({ type: 'text', nullable: true, insert: false, update: false })
  chosenLanguage!: string | null;

  /** Met by the house bot where others saw it too, or entered by an admin: shown in the public list, unless they opted out. */
  @Column('boolean')
  listed!: boolean;

  @Column('boolean')
  optedOut!: boolean;

  /** Was seen as an anonymous admin of some chat: the public list does not show them. */
  @Column({ type: 'boolean', insert: false, update: false })
  anonymous!: boolean;

  /** When Telegram showed the profile as it is here, by its own clock, and in which update. */
  @Column({ type: 'timestamptz', insert: false, update: false })
  asOf!: Date;

  @Column({ type: 'bigint', transformer: safeInteger, insert: false, update: false })
  asOfUpdate!: number;

  @Column('timestamptz')
  createdAt!: Date;

  @Column('timestamptz')
  updatedAt!: Date;
}
