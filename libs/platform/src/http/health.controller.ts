import { Controller, Get, Headers, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Public } from './public.decorator';
import { FromOwnMachine } from './own-machine';
import { HealthService } from './health.service';

/** For those who run the process, not for those who use it. */
@ApiExcludeController()
@Public()
@Controller()
export class HealthController {
  constructor(private readonly health: HealthService) {}

  /** The process runs. */
  @Get('health/live')
  live(): { status: string } {
    return { status: 'ok' };
  }

  /** The process can take on work: 503 while it starts, stops, or cannot reach its database. */
  @Get('health/ready')
  async ready(): Promise<{ status: string }> {
    await this.health.ensureReady();
    return { status: 'ok' };
  }

  /** Figures for Prometheus. */
  @Get('metrics')
  async metrics(
    @Headers('authorization') authorization: string | undefined,
    @FromOwnMachine() fromOwnMachine: boolean,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    const figures = await this.health.metricsFor(authorization, fromOwnMachine);
    void reply.type('text/plain; version=0.0.4');
    return figures;
  }
}
