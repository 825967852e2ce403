import 'reflect-metadata';
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { AuthModule, OperatorService } from '@app/auth';
import { AppError, DatabaseConfig, ensureMigrated, PlatformModule, run } from '@app/platform';
import { migrations } from './migrations';

@Module({ imports: [PlatformModule, AuthModule] })
class AdminModule {}

const USAGE = `usage: npm run admin -- <login> [--create | --member]
  <login>    an e-mail address that was verified, or a username: that account becomes an admin
  --create   makes the account, as an admin, and prints a link with which its password is set
  --member   makes it a member again`;

/** `npm run admin`: says who has the say in this installation. */
run(async () => {
  const [, , login = '', flag = '', ...more] = process.argv;
  if (!/^[^-]/.test(login) || !['', '--create', '--member'].includes(flag) || more.length > 0) {
    fail(USAGE);
    return;
  }
  await ensureMigrated(new DatabaseConfig().url, migrations);
  const app = await NestFactory.createApplicationContext(AdminModule, { logger: false, abortOnError: false });
  try {
    process.stdout.write(`${await obey(app.get(OperatorService), login, flag)}\n`);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    fail(error.message);
  } finally {
    await app.close();
  }
});

async function obey(operator: OperatorService, login: string, flag: string): Promise<string> {
  if (flag === '--create') return `${login} is an admin. Set the password within the hour:\n${await operator.create(login)}`;
  const { id, name, role } = await operator.appoint(login, flag === '--member' ? 'member' : 'admin');
  return `${login} (${name}, ${id}) is ${role === 'admin' ? 'an admin' : 'a member'}.`;
}

function fail(words: string): void {
  process.stderr.write(`${words}\n`);
  process.exitCode = 1;
}
