import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export type Answer = (response: ServerResponse, request: IncomingMessage) => unknown

/** A real HTTP server of a key set, as good or as bad as a test makes it. */
export interface KeyServer {
  readonly url: string
  /** Requests by now. */
  requests: number
  /** What the next requests get. */
  answer: Answer
  close(): Promise<void>
}

export async function keyServer(answer: Answer): Promise<KeyServer> {
  const server = createServer((request, response) => {
    self.requests++
    response.on('error', () => {})
    void self.answer(response, request)
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const self: KeyServer = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/jwks.json`,
    requests: 0,
    answer,
    close() {
      server.closeAllConnections()
      return new Promise((closed) => server.close(() => closed()))
    },
  }
  return self
}

/** A good answer: a body, as JSON where it is no text, and headers. */
export function sends(body: unknown, headers: Record<string, string> = {}, status = 200): Answer {
  return (response) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers })
    response.end(typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body))
  }
}

export function pause(milliseconds: number): Promise<void> {
  return new Promise((over) => setTimeout(over, milliseconds))
}
