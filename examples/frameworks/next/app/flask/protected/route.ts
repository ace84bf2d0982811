import { protect } from '@jose/http/next'
import { authenticate } from '../token.ts'

export const GET = protect(authenticate, (_request, { claims }) => {
  return Response.json({ message: `Hello user ${claims.user_id}!` })
})
