import { protect } from '@jose/http/next'
import { type NextRequest, NextResponse } from 'next/server'
import { bearerOf, seen } from './servers.ts'

export const config = { matcher: '/proxied/:server/:route(protected|admin)' }

export async function proxy(request: NextRequest): Promise<Response> {
  const [, , server = '', route] = request.nextUrl.pathname.split('/')
  const authenticate = bearerOf(server)
  const pass = protect(authenticate, (_request, auth) => {
    if (route === 'admin') authenticate.requireScopes(auth, 'admin')
    // Who asks, for the routes behind; in place of what the client may have sent under that name.
    const headers = new Headers(request.headers)
    headers.set('x-seen', encodeURIComponent(JSON.stringify(seen(auth))))
    return NextResponse.next({ request: { headers } })
  })
  return pass(request)
}
