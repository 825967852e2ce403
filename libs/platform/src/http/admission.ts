import { UseInterceptors, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { delay, type Observable } from 'rxjs';

const ADMISSION = Symbol('admission');

/** An answer that begins within 200 ms of the look-up that let its request in needs no second one. */
const GOOD_MS = 200;

/** The answer to a request that ends a session or a token: 100 ms more than `GOOD_MS`, for the way from the look-up to the wire. */
const ENDING_MS = 300;

interface Admission {
  readonly at: number;
  readonly check: () => Promise<void>;
}

type Admitted = FastifyRequest & { [ADMISSION]?: Admission };

/**
 * Lets a request in when the check resolves. The check is made again before the answer to a read begins, if that takes long: a session or
 * a token that was ended meanwhile reads nothing.
 */
export async function admit(request: FastifyRequest, check: () => Promise<void>): Promise<void> {
  const at = performance.now();
  await check();
  (request as Admitted)[ADMISSION] = { at, check };
}

/** Makes the check of `admit` again before late answers to reads. What a write has done is done: its answer is given. */
export function recheckLateAnswers(fastify: FastifyInstance): void {
  fastify.addHook('onSend', (request: Admitted, reply, payload, done) => {
    const admission = request[ADMISSION];
    const isRead = request.method === 'GET' || request.method === 'HEAD';
    if (!admission || !isRead || reply.statusCode >= 400 || isGood(admission)) {
      done(null, payload);
      return;
    }
    admit(request, admission.check).then(
      () => {
        done(null, payload);
      },
      (error: unknown) => {
        done(error as Error);
      },
    );
  });
}

function isGood({ at }: Admission): boolean {
  return performance.now() - at < GOOD_MS;
}

class EndingInterceptor implements NestInterceptor {
  intercept(_: ExecutionContext, next: CallHandler): Observable<unknown> {
    return next.handle().pipe(delay(ENDING_MS));
  }
}

/**
 * Marks a route that ends sessions or tokens. It is answered 300 ms after the end is committed: by then every request that was let in
 * before has begun its answer, in any process, or is looked up again. So no answer begins after this one.
 */
export const EndsAccess = (): MethodDecorator => UseInterceptors(EndingInterceptor);
