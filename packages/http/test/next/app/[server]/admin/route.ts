import { protect } from '@jose/http/next'
import type { NextRequest } from 'next/server'
import { bearerOf, type Context, seen } from '../../../servers.ts'

export async function GET(request: NextRequest, context: Context): Promise<Response> {
  const authenticate = bearerOf((await context.params).server)
  // With the context, as a route takes it that needs its parameters.
  const handler = protect(authenticate, async (_request, auth, { params }: Context) => {
    authenticate.requireScopes(auth, 'admin')
    return Response.json((await params).server === '' ? {} : seen(auth))
  })
  return handler(request, context)
}
