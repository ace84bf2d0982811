import { protect } from '@jose/http/next'
import { authenticate } from '../../../edge.ts'
import { seen } from '../../../servers.ts'

export const runtime = 'edge'

export const GET = protect(authenticate, (_request, auth) => Response.json(seen(auth)))
