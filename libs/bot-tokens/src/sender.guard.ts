import { createParamDecorator, Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { AccountGuard, NotSignedInError, type Principal } from '@app/auth';
import { admit } from '@app/platform';
import type { Grant } from './bot-tokens.repository';
import { BotTokensService } from './bot-tokens.service';

/** Who sends or looks after messages: an account by a bot token, bound to one chat, or an account itself. */
export interface Sender {
  readonly accountId: string;
  readonly grant?: Grant;
}

type SenderRequest = FastifyRequest & { user: Principal; sender: Sender };

const BOT_TOKEN = /^Bearer\s+(chp_\S+)$/i;

const BOTH_KINDS =
  'Send `Authorization: Bearer <token>`, with a bot token (POST cabinet/bot-tokens) or the access token of an account (POST auth/token).';

/** Lets in whoever brings a bot token or an access token. */
@Injectable()
export class SenderGuard implements CanActivate {
  constructor(
    private readonly tokens: BotTokensService,
    private readonly accounts: AccountGuard,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<SenderRequest>();
    const [, text] = BOT_TOKEN.exec(request.headers.authorization ?? '') ?? [];
    if (text !== undefined) {
      await admit(request, async () => {
        const grant = await this.tokens.grantOf(text);
        request.sender = { accountId: grant.accountId, grant };
      });
      return true;
    }
    await this.accounts.requireAccount(context).catch((error: unknown) => {
      throw error instanceof NotSignedInError ? new NotSignedInError(BOTH_KINDS) : error;
    });
    request.sender = { accountId: request.user.id };
    return true;
  }
}

/** The sender that the guard let in. */
export const CurrentSender = createParamDecorator((_: unknown, context: ExecutionContext): Sender => {
  return context.switchToHttp().getRequest<SenderRequest>().sender;
});
