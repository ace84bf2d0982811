import { jwt } from '@jose/backend-node'
import { bearer, fromQuery, protect } from '@jose/http'
import { describe, expect, it } from 'vitest'

const options = { jwt, key: 'a secret of at least thirty-two bytes', algorithms: ['HS256'] }
const token = await jwt.encode({ sub: 'alice', scope: 'read' }, options.key)
const request = new Request('https://api.example/', { headers: { authorization: `Bearer ${token}` } })
const byQuery = new Request(`https://api.example/?access_token=${token}`)

describe('protect', () => {
  it('hands on what follows the request', async () => {
    const handler = protect(options, (request: Request, auth, env: { readonly name: string }, number: number) =>
      Response.json([request.url, auth.claims.sub, env.name, number]),
    )
    expect(await (await handler(request, { name: 'env' }, 7)).json()).toEqual([
      'https://api.example/',
      'alice',
      'env',
      7,
    ])
  })

  it('keeps handlers from requests that are refused', async () => {
    let calls = 0
    const handler = protect(options, () => Response.json(++calls))
    for (const headers of [{}, { authorization: 'Bearer x' }, { authorization: 'Bearer' }]) {
      expect((await handler(new Request('https://api.example/', { headers }))).ok).toBe(false)
    }
    expect([calls, (await handler(request)).status, calls]).toEqual([0, 200, 1])
  })

  it('answers what the handler refuses, and passes on what it throws', async () => {
    const authenticate = bearer(options)
    const scoped = protect(authenticate, (_request, auth) => {
      authenticate.requireScopes(auth, 'admin')
      return new Response()
    })
    expect((await scoped(request)).status).toBe(403)
    const error = new Error('mine')
    await expect(protect(options, () => Promise.reject(error))(request)).rejects.toBe(error)
  })

  it('keeps answers to tokens of the URL from shared caches, of any response', async () => {
    const byUrl = { ...options, getToken: fromQuery() }
    const cached = async (response: Response): Promise<unknown> =>
      (await protect(byUrl, () => response)(byQuery)).headers.get('cache-control')
    expect(await cached(new Response('x'))).toBe('private')
    expect(await cached(Response.redirect('https://api.example/x'))).toBe('private')
    expect(await cached(new Response(null, { status: 204 }))).toBe('private')
    expect(await cached(new Response('x', { headers: { 'cache-control': 'no-store' } }))).toBe('no-store')
    const response = await protect(byUrl, () => new Response('a body', { status: 201, headers: { x: 'y' } }))(byQuery)
    expect([response.status, response.headers.get('x'), await response.text()]).toEqual([201, 'y', 'a body'])
    expect((await protect(options, () => new Response('x'))(request)).headers.get('cache-control')).toBeNull()
  })

  it('wants options and a handler', () => {
    expect(() => protect({ jwt } as never, () => new Response())).toThrow(TypeError)
    expect(() => protect(options, undefined as never)).toThrow(TypeError)
  })
})
