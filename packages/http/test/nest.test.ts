import { jwt } from '@jose/backend-node'
import { bearerGuard, Public, Scopes } from '@jose/http/nest'
import type { ExecutionContext } from '@nestjs/common'
import { afterAll, describe, expect, it } from 'vitest'
import { bearerCases } from './cases.ts'
import { type Answer, bearing, client } from './client.ts'
import { loadTest } from './load.ts'
import { MarksModule, options, RoutesModule, secret, UnguardedModule } from './nest/marks.ts'
import { nestServers, platforms, serving } from './nest/servers.ts'

for (const server of nestServers) {
  bearerCases(server)
  loadTest(server)
}

const http = client(8)
afterAll(() => http.close())
const of = (claims: object): Promise<string> => jwt.encode(claims, secret)
const asked = async (url: string, token?: string): Promise<Answer> =>
  http.get(url, token === undefined ? [] : bearing(token))

describe.each(platforms)('NestJS on %s', (platform) => {
  it.each([
    ['APP_GUARD', () => serving(platform, MarksModule)],
    ['useGlobalGuards', () => serving(platform, UnguardedModule, (app) => app.useGlobalGuards(bearerGuard(options)))],
  ])('with %s: @Public and @Scopes, of routes and of controllers', async (_name, start) => {
    const { url, close } = await start()
    const none = await of({})
    const [a, ab, abc] = await Promise.all(['a', 'a b', 'a b c'].map((scope) => of({ scope })))
    const statuses = async (path: string): Promise<readonly number[]> =>
      Promise.all([undefined, none, a, ab, abc].map(async (token) => (await asked(`${url}${path}`, token)).status))
    expect(await statuses('/closed')).toEqual([401, 200, 200, 200, 200])
    expect(await statuses('/closed/public')).toEqual([200, 200, 200, 200, 200])
    expect(await statuses('/closed/both')).toEqual([401, 403, 200, 200, 200])
    expect(await statuses('/open')).toEqual([200, 200, 200, 200, 200])
    expect(await statuses('/open/scoped')).toEqual([401, 403, 200, 200, 200])
    expect(await statuses('/scoped')).toEqual([401, 403, 403, 200, 200])
    expect(await statuses('/scoped/more')).toEqual([401, 403, 403, 403, 200])
    expect(await statuses('/scoped/public')).toEqual([200, 200, 200, 200, 200])
    expect(await statuses('/both')).toEqual([401, 403, 200, 200, 200])

    const challenge = (await asked(`${url}/scoped/more`, a)).headers['www-authenticate']
    expect(challenge).toBe('Bearer realm="nest", error="insufficient_scope", scope="a b c"')
    for (const path of ['/closed/public', '/open']) {
      for (const token of [undefined, none, 'x']) {
        expect((await asked(`${url}${path}`, token)).body).toBe('{"anonymous":true}')
      }
    }
    expect((await asked(`${url}/closed`, a)).body).toBe('{"claims":{"scope":"a"}}')
    expect((await asked(`${url}/closed/token`, a)).body).toBe(`{"length":${a?.length}}`)
    await close()
  })

  it('leaves a refusal to the filters of the application, with its cause', async () => {
    const { url, close } = await serving(platform, RoutesModule)
    const answer = await asked(`${url}/filtered`, 'x')
    expect(answer.status).toBe(401)
    expect(JSON.parse(answer.body)).toEqual({ code: 'ERR_BEARER_TOKEN', response: { error: 'invalid_token' } })
    expect(answer.headers['www-authenticate']).toBe('Bearer realm="nest", error="invalid_token"')
    expect((await asked(`${url}/filtered`, await of({}))).status).toBe(200)
    await close()
  })

  it('without a guard, @Auth() is a mistake of the server and not nobody', async () => {
    const { url, close } = await serving(platform, RoutesModule)
    for (const token of [undefined, await of({})]) expect((await asked(`${url}/unguarded`, token)).status).toBe(500)
    await close()
  })
})

it('guards HTTP alone, and lets nothing else through but what is public', async () => {
  class Gateway {
    closed(): void {}
    open(): void {}
  }
  const { closed, open } = Gateway.prototype
  Public()(Gateway.prototype, 'open', { value: open })
  for (const type of ['ws', 'rpc', 'graphql']) {
    const asked = async (handler: () => void): Promise<unknown> => {
      const context = { getType: () => type, getHandler: () => handler, getClass: () => Gateway }
      return bearerGuard(options).canActivate(context as unknown as ExecutionContext)
    }
    await expect(asked(closed)).rejects.toThrow(TypeError)
    expect(await asked(open)).toBe(true)
  }
})

it('wrong options and scopes are seen when they are written', () => {
  const { algorithms, ...others } = options
  for (const wrong of [others, { ...options, audiance: 'x' }, { ...options, onError: () => {} }, undefined, null]) {
    expect(() => bearerGuard(wrong as never)).toThrow(TypeError)
  }
  for (const wrong of [[], [''], ['a b'], ['"'], [undefined]] as string[][]) {
    expect(() => Scopes(...wrong)).toThrow(TypeError)
  }
})
