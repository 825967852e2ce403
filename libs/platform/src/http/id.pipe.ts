import { Injectable, type ArgumentMetadata, type PipeTransform } from '@nestjs/common';
import { MalformedRequestError } from '../errors/common-errors';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** An id in the path: a UUID, in any case of letters. */
@Injectable()
export class IdPipe implements PipeTransform<string, string> {
  transform(value: string, { data = 'id' }: ArgumentMetadata): string {
    if (UUID.test(value)) return value.toLowerCase();
    throw new MalformedRequestError(`The ${data} in the path must be a UUID.`, [
      { field: data, message: `${data} must be a UUID` },
    ]);
  }
}
