import { Injectable } from '@nestjs/common';
import { Database } from '@app/platform';
import type { Language } from './language';
import { Text } from './text.entity';

@Injectable()
export class TextsRepository {
  constructor(private readonly db: Database) {}

  /** All texts of the installation's own. */
  async all(): Promise<Text[]> {
    return await this.db.of(Text).find();
  }

  async put(language: Language, key: string, text: string): Promise<void> {
    await this.db.of(Text).upsert({ language, key, text, updatedAt: () => 'now()' }, ['language', 'key']);
  }

  async remove(language: Language, key: string): Promise<void> {
    await this.db.of(Text).delete({ language, key });
  }
}
