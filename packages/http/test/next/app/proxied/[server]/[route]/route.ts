import type { NextRequest } from 'next/server'

export const GET = (request: NextRequest): Response =>
  Response.json(JSON.parse(decodeURIComponent(request.headers.get('x-seen') ?? '{}')))
