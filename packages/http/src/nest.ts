import {
  type CanActivate,
  type CustomDecorator,
  createParamDecorator,
  type ExecutionContext,
  HttpException,
  SetMetadata,
} from '@nestjs/common'
import { outcome } from './adapter.ts'
import { type Authenticated, type Bearer, type BearerOptions, bearer } from './bearer.ts'
import { BearerError } from './bearer-error.ts'
import type { NodeRequest } from './request.ts'
import { scopeNames } from './scopes.ts'

export { BearerError } from './bearer-error.ts'
export { fromCookie, fromHeader, fromQuery } from './token.ts'

/**
 * Bearer tokens for NestJS 11 and 12, on Express and on Fastify: a guard for `@UseGuards`, for `useGlobalGuards`, or as the value of
 * `APP_GUARD`. A refusal is an `HttpException` with the status, the challenge and the body of the `BearerError` that is its `cause`.
 * Throws `TypeError` for options that do not exist or do not fit.
 *
 * @example
 * const guard = bearerGuard({ jwt, key: secret, algorithms: ['HS256'] })
 * const providers = [{ provide: 'APP_GUARD', useValue: guard }]
 */
export function bearerGuard<C = unknown>(options: BearerOptions<C> | Bearer<Authenticated | undefined>): CanActivate {
  const authenticate = typeof options === 'function' ? options : bearer(options)

  async function authenticateFor(request: NodeRequest, needed: readonly string[]): Promise<Authenticated | undefined> {
    const auth = await authenticate(request)
    if (needed.length > 0) authenticate.requireScopes(auth, needed)
    return auth
  }

  async function canActivate(context: ExecutionContext): Promise<boolean> {
    const { isPublic, scopes } = marksOf(context)
    if (context.getType() !== 'http') {
      if (isPublic) return true
      throw new TypeError('bearerGuard guards HTTP requests, and this is none')
    }
    const [request, response] = context.getArgs<[NestRequest, NestResponse]>()
    const auth = isPublic ? undefined : await outcome(() => authenticateFor(request.raw ?? request, scopes))
    if (auth instanceof BearerError) {
      for (const [name, value] of Object.entries(auth.headers)) response.header(name, value)
      throw new HttpException(JSON.parse(auth.body), auth.status, { cause: auth })
    }
    request.auth = auth
    if (auth?.inUrl === true) response.header('cache-control', 'private')
    return true
  }

  return Object.freeze({ canActivate })
}

/**
 * Who asks, as a parameter of a route: `{ claims, token }`, or the one of them that is named. `undefined` where nobody has to show a
 * token; a `TypeError` where no guard of this package has run.
 */
export function Auth(part?: 'claims' | 'token'): ParameterDecorator {
  return authParameter(part)
}

const authParameter = /* @__PURE__ */ createParamDecorator(
  (part: 'claims' | 'token' | undefined, context: ExecutionContext) => {
    const request = context.switchToHttp().getRequest<NestRequest>()
    if (!Object.prototype.hasOwnProperty.call(request, 'auth')) {
      throw new TypeError('The request has not passed bearerGuard(): put it before this route')
    }
    return part === undefined ? request.auth : request.auth?.[part]
  },
)

/** Scopes that a token must grant for a route, or for every route of a controller; a route asks for its own and its controller's. */
export function Scopes(...scopes: readonly string[]): CustomDecorator {
  return SetMetadata(scopesMark, scopeNames(scopes))
}

/** Opens a route to everyone, or those routes of a controller that ask for no scopes. The guards of this package look at no token there. */
export function Public(): CustomDecorator {
  return SetMetadata(publicMark, true)
}

const scopesMark = '@jose/http:scopes'
const publicMark = '@jose/http:public'

interface Marks {
  readonly isPublic: boolean
  readonly scopes: readonly string[]
}

/** The route's own word counts before its controller's. Where one place says both, it is not public. */
function marksOf(context: ExecutionContext): Marks {
  const [route, controller] = [context.getHandler(), context.getClass()]
  const ofRoute = metadata<readonly string[]>(scopesMark, route)
  const ofController = metadata<readonly string[]>(scopesMark, controller)
  const isOpen = metadata(publicMark, route) ?? (ofController === undefined && metadata(publicMark, controller))
  return {
    isPublic: isOpen === true && ofRoute === undefined,
    scopes: [...new Set([...(ofController ?? []), ...(ofRoute ?? [])])],
  }
}

/** By the `Reflect` of reflect-metadata, where `SetMetadata` writes. */
function metadata<T>(mark: string, target: object): T | undefined {
  return (Reflect as unknown as { getMetadata(mark: string, target: object): T | undefined }).getMetadata(mark, target)
}

/** Express hands on the message of Node itself; Fastify has it as `raw`. */
type NestRequest = NodeRequest & { readonly raw?: NodeRequest; auth?: Authenticated | undefined }

/** What the responses of Express and of Fastify have in common. */
interface NestResponse {
  header(name: string, value: string): unknown
}
