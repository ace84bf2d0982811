import { generateKeyPairSync, type KeyObject } from 'node:crypto'
import type { RequestListener, ServerResponse } from 'node:http'
import { keyServer, type Listening, listen, type ServedKey } from '../remote-keys/server.ts'

export const token = 'shown-by-the-application'

export interface TestService extends Listening {
  readonly keys: Map<string, ServedKey>
  /** Requests to sign since the start. */
  signed(): number
  /** What answers requests to sign instead of the service, from now on. */
  fault?: ((response: ServerResponse) => void) | undefined
}

/** The key service over a real socket, with requests counted, and with faults where a test asks for one. */
export async function testService(): Promise<TestService> {
  const keys = new Map<string, ServedKey>()
  const answer = keyServer(keys, token)
  let count = 0
  const listener: RequestListener = (request, response) => {
    if (!request.url?.endsWith('/sign')) return answer(request, response)
    count++
    if (service.fault === undefined) return answer(request, response)
    request.resume()
    service.fault(response)
  }
  const service: TestService = { ...(await listen(listener)), keys, signed: () => count }
  return service
}

export const rsa: KeyObject = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey
export const p256: KeyObject = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey
export const ed25519: KeyObject = generateKeyPairSync('ed25519').privateKey
