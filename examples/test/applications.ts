// What the guide's two applications do, and one with scopes, wherever they run.
import { jwt } from '@jose/backend-node'
import { expect } from 'vitest'

const secret = 'your-secret-key-of-at-least-32-bytes'

/** With Flask: everybody gets a token, which names a user by number. */
export async function expectFlask(url: string): Promise<void> {
  const login = await fetch(`${url}/login`, { method: 'POST' })
  expect(login.status).toBe(200)
  const { token } = (await login.json()) as { token: string }
  expect(await jwt.decode(token, secret, { algorithms: ['HS256'] })).toEqual({ user_id: 123 })
  await expectGreeting(`${url}/protected`, token, 'Hello user 123!')
  await expectRefusals(`${url}/protected`, token)
}

/** With FastAPI: who knows the password gets a token for a day, which names them. */
export async function expectFastApi(url: string): Promise<void> {
  const post = (body: string): Promise<Response> =>
    fetch(`${url}/login`, { method: 'POST', headers: { 'content-type': 'application/json' }, body })
  const login = await post('{"username":"user","password":"pass"}')
  expect(login.status).toBe(200)
  const { access_token: token, token_type } = (await login.json()) as { access_token: string; token_type: string }
  expect(token_type).toBe('bearer')
  const { exp = 0 } = await jwt.decode(token, secret, { algorithms: ['HS256'], subject: 'user' })
  expect(Math.abs(exp - Date.now() / 1000 - 24 * 60 * 60)).toBeLessThan(60)
  for (const wrong of ['{"username":"user","password":"x"}', '{"username":["user"],"password":"pass"}', '{}', '[]']) {
    const refused = await post(wrong)
    expect([refused.status, await refused.json()]).toEqual([400, { detail: 'Invalid credentials' }])
  }
  for (const wrong of ['', '{', 'null']) expect((await post(wrong)).status).toBe(400)
  await expectGreeting(`${url}/protected`, token, 'Hello user!')
  await expectRefusals(`${url}/protected`, token)
}

/** Scopes of routes. Where reading asks for one too, that is in the token that only reads. */
export async function expectDocuments(url: string): Promise<void> {
  const [reader, writer] = await Promise.all(
    ['documents', 'documents documents:write'].map((scope) => jwt.encode({ sub: 'alice', scope }, secret)),
  )
  const statusAndBody = async (method: string, token = ''): Promise<readonly unknown[]> => {
    const answer = await fetch(`${url}/documents/7`, { method, ...(token !== '' && bearing(token)) })
    return [answer.status, await answer.json()]
  }
  expect(await statusAndBody('GET', reader)).toEqual([200, { id: '7', reader: 'alice' }])
  expect(await statusAndBody('DELETE', writer)).toEqual([200, { id: '7', deletedBy: 'alice' }])
  expect(await statusAndBody('DELETE', reader)).toEqual([403, { error: 'insufficient_scope' }])
  for (const method of ['GET', 'DELETE']) {
    expect(await statusAndBody(method)).toEqual([401, { error: 'unauthorized' }])
    expect(await statusAndBody(method, `${writer}A`)).toEqual([401, { error: 'invalid_token' }])
  }
}

/** A page that greets who has a session, by its cookie. */
export async function expectPage(url: string): Promise<void> {
  const greeting = async (cookie?: string): Promise<string | undefined> => {
    const answer = await fetch(url, cookie === undefined ? {} : { headers: { cookie } })
    expect(answer.status).toBe(200)
    return /<p>(.*?)<\/p>/.exec(await answer.text())?.[1]
  }
  const token = await jwt.encode({ sub: 'alice' }, secret)
  expect(await greeting(`session=${token}`)).toBe('Hello alice!')
  for (const cookie of [undefined, `session=${token}A`, `session=${token}; session=${token}`, `other=${token}`]) {
    expect(await greeting(cookie)).toBe('Hello stranger!')
  }
}

const bearing = (token: string): RequestInit => ({ headers: { authorization: `Bearer ${token}` } })

async function expectGreeting(url: string, token: string, message: string): Promise<void> {
  const asked = Array.from({ length: 20 }, () => fetch(url, bearing(token)))
  for (const answer of await Promise.all(asked)) {
    expect([answer.status, await answer.json()]).toEqual([200, { message }])
  }
}

async function expectRefusals(url: string, token: string): Promise<void> {
  const claims = { sub: 'user', user_id: 123 }
  const now = Math.floor(Date.now() / 1000)
  const bad = [
    await jwt.encode(claims, 'another secret of at least 32 bytes'),
    await jwt.encode({ ...claims, exp: now - 1 }, secret),
    await jwt.encode(claims, null, { algorithm: 'none' }),
    await jwt.encode(claims, secret.padEnd(64), { algorithm: 'HS512' }),
    await jwt.encode({}, secret),
    `${token.slice(0, -1)}${token.endsWith('A') ? 'Q' : 'A'}`,
    `${token}A`,
    'x',
  ]
  const asked = Array.from({ length: 40 }, (_, index) => fetch(url, bearing(bad[index % bad.length] as string)))
  for (const answer of await Promise.all(asked)) {
    expect([answer.status, await answer.text()]).toEqual([401, '{"error":"invalid_token"}'])
    expect(answer.headers.get('www-authenticate')).toBe('Bearer realm="api", error="invalid_token"')
  }
  const missing = await fetch(url)
  expect([missing.status, await missing.text()]).toEqual([401, '{"error":"unauthorized"}'])
  expect(missing.headers.get('www-authenticate')).toBe('Bearer realm="api"')
  expect((await fetch(url, { headers: { authorization: 'Bearer' } })).status).toBe(400)
}
