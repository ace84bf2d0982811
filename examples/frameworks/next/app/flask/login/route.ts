import { createToken } from '../token.ts'

export async function POST() {
  // Validate credentials (simplified).
  return Response.json({ token: await createToken({ user_id: 123 }) })
}
