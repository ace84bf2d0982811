// The guide's application with FastAPI, as one with NestJS.
import { type Claims, jwt } from '@jose/backend-node' // or '@jose/backend-webcrypto', or '@jose/backend-forge'
import { Auth, bearerGuard } from '@jose/http/nest'
import { BadRequestException, Body, Controller, Get, HttpCode, Module, Post, UseGuards } from '@nestjs/common'

// A real one comes from the environment: see guide/environment-secret.ts.
const secret = 'your-secret-key-of-at-least-32-bytes'
const algorithm = 'HS256'
const day = 24 * 60 * 60

function createAccessToken(claims: Claims): Promise<string> {
  return jwt.encode({ ...claims, exp: Math.floor(Date.now() / 1000) + day }, secret, { algorithm })
}

interface Credentials {
  readonly username?: unknown
  readonly password?: unknown
}

@Controller()
export class UserController {
  @Post('login')
  @HttpCode(200)
  async login(@Body() credentials: Credentials | undefined) {
    const { username, password } = credentials ?? {}
    // Validate credentials (simplified).
    if (username !== 'user' || password !== 'pass') throw new BadRequestException({ detail: 'Invalid credentials' })
    return { access_token: await createAccessToken({ sub: username }), token_type: 'bearer' }
  }

  @UseGuards(bearerGuard({ jwt, key: secret, algorithms: [algorithm], options: { requireSub: true } }))
  @Get('protected')
  protected(@Auth('claims') { sub }: Claims) {
    return { message: `Hello ${sub}!` }
  }
}

@Module({ controllers: [UserController] })
export class AppModule {}
