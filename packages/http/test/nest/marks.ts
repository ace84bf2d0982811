// What the decorators say of routes, in every place where they can stand.

import { jwt } from '@jose/backend-node'
import { bearer } from '@jose/http'
import { Auth, BearerError, bearerGuard, Public, Scopes } from '@jose/http/nest'
import {
  type ArgumentsHost,
  Catch,
  Controller,
  type ExceptionFilter,
  Get,
  HttpException,
  Module,
  UseFilters,
  UseGuards,
} from '@nestjs/common'
import { APP_GUARD } from '@nestjs/core'

export const secret = 'a secret of at least thirty-two bytes'
export const options = { jwt, key: secret, algorithms: ['HS256'], realm: 'nest' } as const

@Controller('closed')
class ClosedController {
  @Get()
  plain(@Auth('claims') claims: unknown): object {
    return { claims }
  }

  @Public()
  @Get('public')
  public(@Auth() auth: unknown, @Auth('token') token: unknown): object {
    return { anonymous: auth === undefined && token === undefined }
  }

  // As somebody may leave it behind: closed.
  @Public()
  @Scopes('a')
  @Get('both')
  both(): object {
    return {}
  }

  @Get('token')
  token(@Auth('token') token: string): object {
    return { length: token.length }
  }
}

@Public()
@Controller('open')
class OpenController {
  @Get()
  plain(@Auth() auth: unknown): object {
    return { anonymous: auth === undefined }
  }

  @Scopes('a')
  @Get('scoped')
  scoped(): object {
    return {}
  }
}

@Scopes('a', 'b')
@Controller('scoped')
class ScopedController {
  @Get()
  plain(): object {
    return {}
  }

  @Scopes('c')
  @Get('more')
  more(): object {
    return {}
  }

  @Public()
  @Get('public')
  public(): object {
    return {}
  }
}

@Public()
@Scopes('a')
@Controller('both')
class BothController {
  @Get()
  plain(): object {
    return {}
  }
}

const controllers = [ClosedController, OpenController, ScopedController, BothController]

@Module({ controllers, providers: [{ provide: APP_GUARD, useFactory: () => bearerGuard(bearer(options)) }] })
export class MarksModule {}

/** For `useGlobalGuards`. */
@Module({ controllers })
export class UnguardedModule {}

/** Tells what it was given, as an application would that answers refusals itself. */
@Catch(HttpException)
class RefusalFilter implements ExceptionFilter<HttpException> {
  catch(exception: HttpException, host: ArgumentsHost): void {
    const { cause } = exception
    const code = cause instanceof BearerError ? cause.code : undefined
    const body = { code, response: exception.getResponse() }
    host.switchToHttp().getResponse().status(exception.getStatus()).send(body)
  }
}

@UseGuards(bearerGuard(options))
@UseFilters(RefusalFilter)
@Controller('filtered')
class FilteredController {
  @Get()
  plain(): object {
    return {}
  }
}

@Controller('unguarded')
class NobodyController {
  @Get()
  plain(@Auth() auth: unknown): object {
    return { auth }
  }
}

@Module({ controllers: [FilteredController, NobodyController] })
export class RoutesModule {}
