import { createAccessToken } from '../token.ts'

export async function POST(request: Request) {
  const { username, password } = (await request.json().catch(() => null)) ?? {}
  // Validate credentials (simplified).
  if (username !== 'user' || password !== 'pass') {
    return Response.json({ detail: 'Invalid credentials' }, { status: 400 })
  }
  return Response.json({ access_token: await createAccessToken({ sub: username }), token_type: 'bearer' })
}
