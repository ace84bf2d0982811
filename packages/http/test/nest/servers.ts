// NestJS applications as servers for the cases, on either platform.
import 'reflect-metadata'
import type { Authenticated } from '@jose/http'
import { Auth, bearerGuard, Public, Scopes } from '@jose/http/nest'
import { Controller, Get, type INestApplication, Module, type Type } from '@nestjs/common'
import { APP_GUARD, NestFactory } from '@nestjs/core'
import { ExpressAdapter } from '@nestjs/platform-express'
import { FastifyAdapter } from '@nestjs/platform-fastify'
import { type Listening, seen, type TestServer } from '../cases.ts'

@Controller()
export class CasesController {
  @Public()
  @Get('open')
  open(): object {
    return {}
  }

  @Get('protected')
  protected(@Auth() auth: Authenticated | undefined): object {
    return seen(auth)
  }

  @Scopes('admin')
  @Get('admin')
  admin(@Auth() auth: Authenticated | undefined): object {
    return seen(auth)
  }
}

export const platforms = ['Express', 'Fastify'] as const
export type Platform = (typeof platforms)[number]

export const nestServers: readonly TestServer[] = platforms.map((platform) => ({
  name: `NestJS on ${platform}`,
  start(options) {
    @Module({
      controllers: [CasesController],
      providers: [{ provide: APP_GUARD, useValue: bearerGuard(options) }],
    })
    class CasesModule {}
    return serving(platform, CasesModule)
  },
}))

/** Listens on a free port. */
export async function serving(
  platform: Platform,
  module: Type,
  prepare: (app: INestApplication) => void = () => {},
): Promise<Listening> {
  const adapter = platform === 'Express' ? new ExpressAdapter() : new FastifyAdapter()
  const app = await NestFactory.create(module, adapter, { logger: false, forceCloseConnections: true })
  prepare(app)
  await app.listen(0, '127.0.0.1')
  return { url: await app.getUrl(), close: () => app.close() }
}
