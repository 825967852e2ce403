import { Action, Command, Ctx, On, Update } from 'nestjs-telegraf';
import { UNLINK } from '@app/cabinet';
import { BotContext, isArrival } from '@app/telegram';
import { AskersService, type PressedContext } from './askers.service';
import { LinkService } from './link.service';
import { StartService } from './start.service';

const CODE = 'link:code';
const DECIDE = /^link:(?<decision>yes|no):(?<pairing>[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;

/** Links a chat with an account, and ends that. */
@Update()
export class LinkUpdate {
  constructor(
    private readonly askers: AskersService,
    private readonly links: LinkService,
    private readonly start: StartService,
  ) {}

  @Command('link')
  async link(@Ctx() ctx: BotContext): Promise<void> {
    await this.askers.answerAnybody(ctx, async (asker) =>
      asker.chat.type === 'private' ? { text: await this.start.code(asker) } : this.links.offerCode(asker),
    );
  }

  /** Apps lose what the link into a group carries, so a bot that has just come says how the group is linked. */
  @On('my_chat_member')
  async arrive(@Ctx() ctx: BotContext): Promise<void> {
    if (isArrival(ctx.update)) await this.askers.tellAnybody(ctx, (caller) => this.links.offerWhereFree(caller));
  }

  @Command('unlink')
  async unlink(@Ctx() ctx: BotContext): Promise<void> {
    await this.askers.answerAnybody(ctx, (asker) => this.links.askToUnlink(asker));
  }

  @Action(CODE)
  async showCode(@Ctx() ctx: PressedContext): Promise<void> {
    const asker = await this.askers.find(ctx);
    if (asker) await this.links.decide(ctx, asker, { action: 'code', pairingId: null });
  }

  @Action(DECIDE)
  async decide(@Ctx() ctx: PressedContext): Promise<void> {
    const asker = await this.askers.find(ctx);
    const { decision, pairing = null } = ctx.match.groups ?? {};
    if (asker) await this.links.decide(ctx, asker, { action: decision === 'yes' ? 'link' : 'decline', pairingId: pairing });
  }

  @Action(UNLINK)
  async end(@Ctx() ctx: PressedContext): Promise<void> {
    const asker = await this.askers.find(ctx);
    if (asker) await this.links.decide(ctx, asker, { action: 'unlink', pairingId: ctx.match[1] ?? null });
  }

  @Action('unlink:no')
  async keep(@Ctx() ctx: PressedContext): Promise<void> {
    const asker = await this.askers.find(ctx);
    if (!asker) return;
    await ctx.answerCbQuery();
    await ctx.editMessageText(asker.say('unlink.kept'));
  }
}
