import { CryptoConfig, DerivedKeys, newId, randomCode } from '@app/platform';
import type { Product } from './product';

const CODE_LENGTH = 8;

/** Telegram ids that no person of the emulator has. */
const FIRST_TELEGRAM_ID = 7_000_000_000;

/** Pairing codes that the bot seems to have shown, put into the database as the product itself keeps them. */
export class PlantedCodes {
  private readonly keys: DerivedKeys;
  private readonly expired: string[] = [];
  private planted = 0;
  private areTaken = false;

  constructor(
    private readonly product: Product,
    private readonly accessToken: string,
  ) {
    this.keys = new DerivedKeys(new CryptoConfig(product.environment));
  }

  /** Puts codes there whose time is over. @throws Error when the product does not take them for codes. */
  async plantExpired(count: number): Promise<void> {
    if (!this.areTaken) await this.ensureTaken();
    this.expired.push(...(await this.plant(count, -60)));
  }

  /** A code that has expired and was not asked for yet, or one that never was. */
  next(expired: boolean): string {
    if (!expired) return randomCode(CODE_LENGTH);
    const code = this.expired.pop();
    if (code === undefined) throw new Error('There are not enough planted codes.');
    return code;
  }

  /** A planted code that has not expired has to pair, or all of this would compare nothing with nothing. */
  private async ensureTaken(): Promise<void> {
    const [code = ''] = await this.plant(1, 600);
    const { status, text } = await this.product.api.post('cabinet/bot-tokens', { code }, { token: this.accessToken });
    if (status !== 201) throw new Error(`A planted code does not pair (${text}): see libs/cabinet/src/pairing-codes.service.ts.`);
    this.areTaken = true;
  }

  private async plant(count: number, secondsLeft: number): Promise<string[]> {
    const { sql } = this.product;
    const codes = Array.from({ length: count }, () => randomCode(CODE_LENGTH));
    const chats = codes.map(() => newId());
    const telegramIds = codes.map(() => FIRST_TELEGRAM_ID + this.planted++);
    await sql.rows(
      `insert into chats (id, bot_id, telegram_id, type)
       select id, (select id from bots where owner_id is null), telegram_id, 'private'
       from unnest($1::uuid[], $2::bigint[]) as chat (id, telegram_id)`,
      [chats, telegramIds],
    );
    await sql.rows(
      `insert into pairing_codes (chat_id, code_mac, expires_at)
       select chat_id, code_mac, now() + make_interval(secs => $3) from unnest($1::uuid[], $2::bytea[]) as code (chat_id, code_mac)`,
      [chats, codes.map((code) => this.keys.mac('pairing-code', code)), secondsLeft],
    );
    return codes;
  }
}
