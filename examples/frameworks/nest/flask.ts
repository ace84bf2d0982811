// The guide's application with Flask, as one with NestJS.
import { jwt } from '@jose/backend-node' // or '@jose/backend-webcrypto', or '@jose/backend-forge'
import { Auth, bearerGuard, Public } from '@jose/http/nest'
import { Controller, Get, HttpCode, Module, Post } from '@nestjs/common'
import { APP_GUARD } from '@nestjs/core'

// A real one comes from the environment: see guide/environment-secret.ts.
const secret = 'your-secret-key-of-at-least-32-bytes'

interface User {
  readonly user_id: number
}

@Controller()
export class UserController {
  @Public()
  @Post('login')
  @HttpCode(200)
  async login() {
    // Validate credentials (simplified).
    const user: User = { user_id: 123 }
    return { token: await jwt.encode(user, secret, { algorithm: 'HS256' }) }
  }

  @Get('protected')
  protected(@Auth('claims') { user_id }: User) {
    return { message: `Hello user ${user_id}!` }
  }
}

const guard = bearerGuard({ jwt, key: secret, algorithms: ['HS256'], options: { require: ['user_id'] } })

// Every route asks for a token, but those that are public.
@Module({ controllers: [UserController], providers: [{ provide: APP_GUARD, useValue: guard }] })
export class AppModule {}
