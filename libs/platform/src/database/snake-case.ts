import { DefaultNamingStrategy } from 'typeorm';

/** Columns are `likeThis` in code and `like_this` in PostgreSQL, so that nobody has to quote them in psql. */
export class SnakeCase extends DefaultNamingStrategy {
  override columnName(propertyName: string, customName: string | undefined, prefixes: string[]): string {
    const name = customName ?? propertyName.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
    return [...prefixes, name].join('_');
  }
}
