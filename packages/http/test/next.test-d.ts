import { jwt } from '@jose/backend-node'
import { type Authenticated, bearer } from '@jose/http'
import { protect } from '@jose/http/next'
import { type NextFetchEvent, type NextProxy, type NextRequest, NextResponse } from 'next/server.js'
import { expectTypeOf, it } from 'vitest'

const options = { jwt, key: 'a secret of at least thirty-two bytes', algorithms: ['HS256'] } as const

interface User {
  readonly user_id: number
}

interface Context {
  readonly params: Promise<{ readonly id: string }>
}

it('a route handler knows its request, its claims, and what Next.js hands on', () => {
  const plain = protect(options, (request, auth) => {
    expectTypeOf(request).toEqualTypeOf<NextRequest>()
    expectTypeOf(auth).toEqualTypeOf<Authenticated<unknown>>()
    return Response.json({})
  })
  expectTypeOf(plain).toEqualTypeOf<(request: NextRequest) => Promise<Response>>()

  const typed = protect(bearer<User>(options), (_request, { claims }, { params }: Context) => {
    expectTypeOf(claims.user_id).toEqualTypeOf<number>()
    expectTypeOf(params).toEqualTypeOf<Context['params']>()
    return Response.json({})
  })
  expectTypeOf(typed).toEqualTypeOf<(request: NextRequest, context: Context) => Promise<Response>>()

  protect({ ...options, optional: true }, (_request, auth) => {
    expectTypeOf(auth).toEqualTypeOf<Authenticated<unknown> | undefined>()
    return Response.json({})
  })
})

it('is a proxy too', () => {
  expectTypeOf(protect(options, () => NextResponse.next())).toExtend<NextProxy>()
  const proxy = protect(options, (_request, _auth, event: NextFetchEvent) => {
    event.waitUntil(Promise.resolve())
    return NextResponse.next()
  })
  expectTypeOf(proxy).toExtend<NextProxy>()
})
