import { protect } from '@jose/http/next'
import type { NextRequest } from 'next/server'
import { bearerOf, type Context, seen } from '../../../servers.ts'

export async function GET(request: NextRequest, { params }: Context): Promise<Response> {
  const { server } = await params
  return protect(bearerOf(server), (_request, auth) => Response.json(seen(auth)))(request)
}
