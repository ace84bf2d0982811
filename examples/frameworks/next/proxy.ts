import { protect } from '@jose/http/next'
import { NextResponse } from 'next/server'
import { authenticate } from './app/fastapi/token.ts'

export const config = { matcher: '/documents/:path*' }

// A first gate. The routes behind it ask for the token themselves.
export const proxy = protect(authenticate, () => NextResponse.next())
