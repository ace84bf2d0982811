import { Agent, type IncomingHttpHeaders, request } from 'node:http'

export interface Answer {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

/** Header fields one by one, so that a name may come twice. */
export type Fields = readonly (readonly [name: string, value: string])[]

export interface Client {
  get(url: string, fields?: Fields): Promise<Answer>
  /** Sockets that were opened so far. */
  opened(): number
  close(): void
}

/** Keeps its sockets alive; at most so many at a time. */
export function client(maxSockets: number): Client {
  const agent = new Agent({ keepAlive: true, maxSockets })
  const sockets = new Set<unknown>()
  return {
    get: (url, fields = []) =>
      new Promise((resolve, reject) => {
        const { host } = new URL(url)
        const headers = ['host', host, ...fields.flat()]
        const asked = request(url, { agent, headers, setHost: false }, (response) => {
          const parts: Buffer[] = []
          response.on('data', (part: Buffer) => parts.push(part))
          response.once('error', reject)
          response.once('end', () => {
            const { statusCode: status = 0, headers } = response
            resolve({ status, headers, body: Buffer.concat(parts).toString() })
          })
        })
        asked.once('socket', (socket) => sockets.add(socket)).once('error', reject)
        asked.end()
      }),
    opened: () => sockets.size,
    close: () => agent.destroy(),
  }
}

export function bearing(token: string): Fields {
  return [['authorization', `Bearer ${token}`]]
}
