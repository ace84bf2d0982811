import { constants, createHash, createPublicKey, type KeyObject, sign, timingSafeEqual } from 'node:crypto'
import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Binding, SignaturePrimitive } from '@jose/core'

/** A key of the service. `only`: the one primitive that it may be used for, and its hash. */
export interface ServedKey {
  readonly privateKey: KeyObject
  readonly only?: Pick<Binding, 'name' | 'hash'>
}

/**
 * A key service, as small as one can be: `GET /keys/ID` answers the public half as `{ jwk, only? }`, `POST /keys/ID/sign` of
 * `{ primitive, data }` answers `{ signature }`, octets as base64url. Everyone shows the bearer token.
 */
export function keyServer(keys: ReadonlyMap<string, ServedKey>, token: string): RequestListener {
  return async (request, response) => {
    if (!isSame(request.headers.authorization ?? '', `Bearer ${token}`)) return answer(response, 401)
    const [, id = '', action] = /^\/keys\/([\w-]+)(\/sign)?$/.exec(request.url ?? '') ?? []
    const key = keys.get(id)
    if (key === undefined) return answer(response, 404)
    if (action === undefined) {
      const jwk = createPublicKey(key.privateKey).export({ format: 'jwk' })
      return answer(response, 200, { jwk: { ...jwk, kid: id }, only: key.only })
    }
    try {
      const { primitive, data } = JSON.parse(await bodyOf(request))
      const signature = signatureOf(key, primitive, Buffer.from(data, 'base64url'))
      answer(response, 200, { signature: signature.toString('base64url') })
    } catch {
      answer(response, 400)
    }
  }
}

export interface Listening {
  readonly url: string
  close(): Promise<void>
}

/** On a free port of this machine, for this machine alone. */
export function listen(listener: RequestListener): Promise<Listening> {
  const server = createServer(listener)
  return new Promise((resolve, reject) => {
    server.once('error', reject).listen(0, '127.0.0.1', () => {
      const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
      const close = (): Promise<void> =>
        new Promise((done) => {
          server.close(() => done())
          server.closeAllConnections()
        })
      resolve({ url, close })
    })
  })
}

/** Throws where the key does not do that. */
function signatureOf({ privateKey, only }: ServedKey, primitive: SignaturePrimitive, data: Buffer): Buffer {
  const hash = 'hash' in primitive ? primitive.hash : undefined
  if (only !== undefined && (only.name !== primitive.name || (only.hash ?? hash) !== hash))
    throw new Error('not for that')
  const [type, algorithm] = [privateKey.asymmetricKeyType, hash?.replace('-', '').toLowerCase() ?? null]
  if (primitive.name.startsWith('RSA') !== (type === 'rsa') || (primitive.name === 'ECDSA') !== (type === 'ec')) {
    throw new Error('another kind of key')
  }
  return sign(algorithm, data, {
    key: privateKey,
    dsaEncoding: 'ieee-p1363',
    ...(primitive.name === 'RSA-PSS' && { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: primitive.saltLength }),
  })
}

/** Bytes. */
const longestQuestion = 1_000_000

async function bodyOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = []
  let length = 0
  for await (const part of request as AsyncIterable<Buffer>) {
    length += part.length
    // Read to its end, so that the answer can be sent, but not kept.
    if (length <= longestQuestion) parts.push(part)
  }
  if (length > longestQuestion) throw new Error('too much to sign')
  return Buffer.concat(parts).toString()
}

function answer(response: ServerResponse, status: number, body: object = {}): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}

/** Hashes have one length, which is what the comparison in constant time wants. */
function isSame(given: string, expected: string): boolean {
  const hash = (text: string): Buffer => createHash('sha256').update(text).digest()
  return timingSafeEqual(hash(given), hash(expected))
}
