import { protect } from '@jose/http/next'
import { authenticate } from '../../fastapi/token.ts'

interface Context {
  readonly params: Promise<{ readonly id: string }>
}

export const GET = protect(authenticate, async (_request, { claims }, { params }: Context) => {
  const { id } = await params
  return Response.json({ id, reader: claims.sub })
})

export const DELETE = protect(authenticate, async (_request, auth, { params }: Context) => {
  authenticate.requireScopes(auth, 'documents:write')
  const { id } = await params
  return Response.json({ id, deletedBy: auth.claims.sub })
})
