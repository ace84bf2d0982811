// The clients: as little work as can be, so that the server is what is measured.
import { connect, type Socket } from 'node:net'
import { parentPort } from 'node:worker_threads'

/** What is asked for: so many requests with this token, over so many connections. */
export interface Burst {
  readonly port: number
  readonly token: string
  readonly requests: number
  readonly connections: number
}

const pools = new Map<number, Socket[]>()

parentPort?.on('message', async (burst: Burst) => parentPort?.postMessage(await run(burst)))

/** How many were answered by something else than 200. */
function run({ port, token, requests, connections }: Burst): Promise<number> {
  const request = `GET /protected HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer ${token}\r\n\r\n`
  let [sent, answered, refused] = [0, 0, 0]
  return new Promise((resolve, reject) => {
    for (const socket of poolOf(port, connections)) {
      const send = (): void => {
        if (sent++ < requests) socket.write(request)
      }
      let text = ''
      socket.removeAllListeners()
      socket.once('error', reject).once('close', () => reject(new Error('The server hung up')))
      socket.on('data', (part) => {
        text += part.toString('latin1')
        if (!isWhole(text)) return
        if (!text.startsWith('HTTP/1.1 200 ')) refused++
        text = ''
        if (++answered === requests) resolve(refused)
        else send()
      })
      send()
    }
  })
}

function poolOf(port: number, connections: number): readonly Socket[] {
  const pool = pools.get(port) ?? Array.from({ length: connections }, () => connect(port, '127.0.0.1').setNoDelay())
  pools.set(port, pool)
  return pool
}

/** One request at a time is under way on a connection, so that what follows the headers is its body. */
function isWhole(text: string): boolean {
  const end = text.indexOf('\r\n\r\n')
  if (end < 0) return false
  const [, length] = /\r\ncontent-length: (\d+)/i.exec(text) ?? []
  return length === undefined ? text.endsWith('0\r\n\r\n') : text.length === end + 4 + Number(length)
}
