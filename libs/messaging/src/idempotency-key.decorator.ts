import { ApiHeader } from '@nestjs/swagger';

/** Documents the header with which a request can be repeated. */
export function ApiIdempotencyKey(): MethodDecorator {
  return ApiHeader({
    name: 'Idempotency-Key',
    required: false,
    description: '1 to 255 visible ASCII characters, a new one for each request that means something new',
  });
}
