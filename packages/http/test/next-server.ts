// The application in test/next, built by Next.js and served by it over sockets of this process.
import { execFile } from 'node:child_process'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { Listening, TestServer } from './cases.ts'
import { startedServers } from './next/servers.ts'

export const dir = fileURLToPath(new URL('next', import.meta.url))
export const bin = fileURLToPath(new URL('../node_modules/next/dist/bin/next', import.meta.url))
export const env: NodeJS.ProcessEnv = { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' }

/** `next build`, which checks the types too. */
export async function buildNext(): Promise<void> {
  await promisify(execFile)(process.execPath, [bin, 'build', dir], { env })
}

let app: Promise<RequestListener> | undefined

/** The built application, in this process, so that it sees the options that the tests make. */
async function startApp(): Promise<RequestListener> {
  const { default: next } = await import('next')
  const server = next({ dir })
  await server.prepare()
  return server.getRequestHandler()
}

/** Routes behind the path; the options of each server are found by its number in the path. */
export function nextServer(name: string, path: string): TestServer {
  return {
    name,
    async start(options) {
      app ??= startApp()
      const started = startedServers()
      const id = `${started.size}`
      started.set(id, options)
      return listen(await app, `${path}/${id}`)
    },
  }
}

/** The routes of the edge, whose options are their own. */
export const edgeServer: TestServer = {
  name: 'Next.js at the edge',
  async start() {
    app ??= startApp()
    return listen(await app, '/edge')
  },
}

/**
 * Node shows the first of several `Authorization` headers, and Next.js has nothing but what Node shows; a server of one's own can
 * ask for all of them.
 */
async function listen(handle: RequestListener, path: string): Promise<Listening> {
  const server = createServer({ joinDuplicateHeaders: true }, handle)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`
  const close = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve())
      server.closeAllConnections()
    })
  return { url, close }
}
