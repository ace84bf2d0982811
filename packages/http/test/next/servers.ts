// The servers that the tests have started, each with its options: in the same process, and named in the path.
import { type Authenticated, type Bearer, type BearerOptions, bearer } from '@jose/http'

/** What Next.js hands on with a request. */
export interface Context {
  readonly params: Promise<{ readonly server: string }>
}

/** What the tests see, and the bundle of the application. */
export function startedServers(): Map<string, BearerOptions> {
  const holder = globalThis as { [key]?: Map<string, BearerOptions> }
  holder[key] ??= new Map()
  return holder[key]
}

const key = Symbol.for('@jose/http/test/next')

export function bearerOf(server: string): Bearer<Authenticated | undefined> {
  const options = startedServers().get(server)
  if (options === undefined) throw new Error('No such server')
  const authenticate = prepared.get(server) ?? bearer(options)
  prepared.set(server, authenticate)
  return authenticate
}

const prepared = new Map<string, Bearer<Authenticated | undefined>>()

/** As in the table of cases. */
export function seen(auth: Authenticated | undefined): object {
  return auth === undefined ? { anonymous: true } : { sub: auth.claims.sub, inUrl: auth.inUrl }
}
