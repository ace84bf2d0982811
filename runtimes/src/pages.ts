import { readFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { relative } from 'node:path'
import { entry } from './entries.ts'
import { project } from './folders.ts'
import type { Cell } from './runtime.ts'

/** A page that runs the suite, and the answer that it posts when it is done. */
export interface Page {
  readonly port: number
  readonly path: string
  readonly answer: Promise<string>
  close(): void
}

/** Serves a cell's page, on this machine alone: modules as they are installed, with an import map, or the bundle of Vite. */
export async function page(cell: Cell): Promise<Page> {
  const file = relative(project, await entry(cell, 'page'))
  const path = '/page'
  let post: (answer: string) => void = () => {}
  const answer = new Promise<string>((resolve) => {
    post = resolve
  })
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost')
    if (request.method === 'POST') {
      void textOf(request).then(post)
      return void response.end()
    }
    if (pathname === path) return void send(response, 'text/html', htmlOf(cell, file))
    if (!/^\/(entries|node_modules\/@jose\/[\w-]+\/dist)\/[\w.-]+$/.test(pathname))
      return void response.writeHead(404).end()
    send(response, 'text/javascript', readFileSync(`${project}${pathname}`))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const close = (): void => {
    server.closeAllConnections()
    server.close()
  }
  return { port: (server.address() as AddressInfo).port, path, answer, close }
}

function htmlOf({ backend, loaded }: Cell, file: string): string {
  const packages = ['core', 'conformance', `backend-${backend}`]
  const imports = packages.map((name) => [`@jose/${name}`, `/node_modules/@jose/${name}/dist/index.js`])
  const map = `<script type="importmap">${JSON.stringify({ imports: Object.fromEntries(imports) })}</script>`
  const script =
    loaded === 'bundle' ? `<script src="/${file}"></script>` : `${map}<script type="module" src="/${file}"></script>`
  return `<!doctype html><meta charset="utf-8"><title>suite</title>${script}`
}

function send(response: ServerResponse, type: string, body: string | Uint8Array): void {
  response.writeHead(200, { 'content-type': `${type}; charset=utf-8` }).end(body)
}

async function textOf(request: IncomingMessage): Promise<string> {
  let text = ''
  for await (const part of request.setEncoding('utf8')) text += part
  return text
}
