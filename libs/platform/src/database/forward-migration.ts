import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A migration in explicit SQL. Migrations only go forward; the way back is a backup. */
export abstract class ForwardMigration implements MigrationInterface {
  /** Name and time, e.g. `CreateMails1763600000000`: migrations run in the order of these times. */
  abstract readonly name: string;

  /** What is run, one statement after the other. */
  abstract readonly statements: readonly string[];

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of this.statements) await runner.query(statement);
  }

  async down(): Promise<void> {
    await Promise.reject(new Error('Migrations only go forward: restore a backup instead.'));
  }
}
