import { Body, Controller, Delete, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import { CurrentAccount, type Principal } from '@app/auth';
import { IdPipe, pageOf, PageQuery } from '@app/platform';
import { BeginPairingDto, PairingPage, PairingView } from './pairings.dto';
import { PairingsService } from './pairings.service';

@ApiTags('cabinet')
@ApiBearerAuth()
@Controller('cabinet/pairings')
export class PairingsController {
  constructor(private readonly pairings: PairingsService) {}

  /** Begins a pairing: open the link, or scan it, within 10 minutes. The bot asks in the chat before it links it. */
  @Post()
  async begin(@CurrentAccount() account: Principal, @Body() { botId }: BeginPairingDto): Promise<PairingView> {
    return await PairingView.of(await this.pairings.begin(account.id, botId));
  }

  /** Your pairings, newest first. */
  @Get()
  async list(@CurrentAccount() account: Principal, @Query() { limit, after }: PageQuery): Promise<PairingPage> {
    const { items, nextCursor } = pageOf(await this.pairings.list(account.id, limit, after), limit, (pairing) => pairing);
    const begun = await Promise.all(items.map((pairing) => this.pairings.withLinks(pairing)));
    return { items: await Promise.all(begun.map((one) => PairingView.of(one))), nextCursor };
  }

  /** How a pairing stands. Ask every second or two while you wait for it. */
  @Get(':id')
  async get(@CurrentAccount() account: Principal, @Param('id', IdPipe) id: string): Promise<PairingView> {
    return await PairingView.of(await this.pairings.get(account.id, id));
  }

  /** Takes a pairing back: its link opens nothing any more. What was linked stays linked. */
  @Delete(':id')
  @HttpCode(204)
  async cancel(@CurrentAccount() account: Principal, @Param('id', IdPipe) id: string): Promise<void> {
    await this.pairings.cancel(account.id, id);
  }
}
