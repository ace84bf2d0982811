import { protect } from '@jose/http/next'
import { authenticate } from '../token.ts'

export const GET = protect(authenticate, (_request, { claims }) => Response.json({ message: `Hello ${claims.sub}!` }))
