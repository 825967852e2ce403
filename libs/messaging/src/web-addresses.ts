import { Injectable } from '@nestjs/common';
import { checkLink } from '@app/formatting';
import { isInnerHost } from '@app/platform';
import { TelegramConfig } from '@app/telegram';
import { AddressInternalError, AddressRefusedError } from './content.errors';
import type { FileSource, LinkPreview, SendRequest } from './send-request';

/** Judges the addresses in a request by what the Bot API server in use does with them. */
@Injectable()
export class WebAddresses {
  constructor(private readonly telegram: TelegramConfig) {}

  /**
   * The request with its file addresses as `URL` writes them. The Bot API server then fetches from the host that was checked: parsers
   * differ about addresses such as `http://example.org\\@127.0.0.1/`.
   *
   * @throws AddressRefusedError, AddressInternalError
   */
  checked(request: SendRequest): SendRequest {
    const { file, items, linkPreview } = request;
    this.ensureShown(linkPreview);
    return {
      ...request,
      ...(file && { file: this.fetched(file, 'file.url') }),
      ...(items && {
        items: items.map((item, i) => ({ ...item, file: this.fetched(item.file, `items.${String(i)}.file.url`) })),
      }),
    };
  }

  /** Telegram looks at the host of a page that is to be shown below a text. @throws AddressRefusedError */
  ensureShown(linkPreview: LinkPreview | undefined): void {
    if (linkPreview?.url !== undefined && this.telegram.isTelegrams) ensureLink(linkPreview.url, 'linkPreview.url');
  }

  private fetched(file: FileSource, field: string): FileSource {
    if (file.url === undefined) return file;
    const { href, hostname, username, password } = new URL(file.url);
    if (this.telegram.isTelegrams) ensureLink(href, field);
    else if (isInnerHost(hostname) || username !== '' || password !== '') throw new AddressInternalError(field);
    // TDLib takes what holds no dot for a file id (FileManager::get_input_file_id).
    if (!href.includes('.')) {
      throw new AddressRefusedError(field, 'without a dot it looks like a file id; give the file an ending');
    }
    return { ...file, url: href };
  }
}

function ensureLink(url: string, field: string): void {
  const link = checkLink(url);
  if ('fault' in link) throw new AddressRefusedError(field, link.fault);
}
