import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Language } from './language';

/** A text of the installation's own, in place of the one that comes with Chappe. */
@Entity('texts')
export class Text {
  @PrimaryColumn('text')
  language!: Language;

  @PrimaryColumn('text')
  key!: string;

  @Column('text')
  text!: string;

  @Column('timestamptz')
  updatedAt!: Date;
}
