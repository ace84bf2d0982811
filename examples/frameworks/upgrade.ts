import { createServer, type Server, STATUS_CODES } from 'node:http'
import { jwt } from '@jose/backend-node' // or '@jose/backend-webcrypto', or '@jose/backend-forge'
import { BearerError, bearer, fromCookie, fromHeader } from '@jose/http'

// A real one comes from the environment: see guide/environment-secret.ts.
const secret = 'your-secret-key-of-at-least-32-bytes'
const getToken = [fromHeader(), fromCookie('session')]
const authenticate = bearer({ jwt, key: secret, algorithms: ['HS256'], getToken })

export const server: Server = createServer()

server.on('upgrade', async (request, socket) => {
  // Whoever leaves while we look.
  socket.on('error', () => socket.destroy())
  try {
    const { claims } = await authenticate(request)
    // Here the WebSocket server takes over, such as `ws`: handleUpgrade(request, socket, head, …).
    socket.end(`HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: hello\r\n\r\nHello ${claims.sub}!`)
  } catch (error) {
    const { status, headers } = error instanceof BearerError ? error : { status: 500, headers: {} }
    const fields = Object.entries({ ...headers, connection: 'close' }).map(([name, value]) => `${name}: ${value}\r\n`)
    socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${fields.join('')}\r\n`)
  }
})
