import { IsUUID } from 'class-validator';
import { Omittable, PageOf } from '@app/platform';
import type { PairingState } from './pairing.entity';
import { qrOf } from './pairing-link';
import type { BegunPairing } from './pairings.service';

export class BeginPairingDto {
  /** A bot of your own; the bot of the house, if left out. */
  @Omittable()
  @IsUUID()
  botId?: string;
}

export class PairingView {
  id!: string;
  botId!: string;

  /** `waiting` until somebody decides; `linked` with the chat; or `declined`, `cancelled`, `expired`. */
  state!: PairingState | 'expired';

  /** Opens a private chat with the bot, which asks whether to link it. */
  link!: string;

  /** Brings the bot into a group, whose admins are asked whether to link it. */
  groupLink!: string;

  /** `link` as an SVG image for a phone to read. */
  qrSvg!: string;

  /** The chat that was linked. */
  chatId!: string | null;
  createdAt!: Date;
  expiresAt!: Date;

  static async of({ pairing, link, groupLink }: BegunPairing): Promise<PairingView> {
    const { id, botId, chatId, createdAt, expiresAt } = pairing;
    const expired = pairing.state === 'waiting' && expiresAt <= new Date();
    const state = expired ? 'expired' : pairing.state;
    return { id, botId, state, link, groupLink, qrSvg: await qrOf(link), chatId, createdAt, expiresAt };
  }
}

export class PairingPage extends PageOf(PairingView) {}
