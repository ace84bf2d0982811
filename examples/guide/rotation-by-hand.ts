// Rotation as the guide does it, without a key ring; rotation.ts is what to use. What this shows is a function as the key:
// for keys that lie where the library cannot look, in a database, in a vault, one secret for each customer.
import { type Claims, jwt, type KeyResolver } from '@jose/backend-node'

export class RotatingJwtHandler {
  readonly #keys: ReadonlyMap<string, string>
  readonly #current: string

  constructor(keys: { readonly [kid: string]: string }, current: string) {
    this.#keys = new Map(Object.entries(keys))
    this.#current = current
  }

  encodeToken(claims: { readonly [claim: string]: unknown }): Promise<string> {
    const headers = { kid: this.#current }
    return jwt.encode(claims, this.#keys.get(this.#current) ?? '', { algorithm: 'HS256', headers })
  }

  // The guide tries one key, and the other when anything went wrong: an expired token is then reported as one with a bad
  // signature. The kid says which key it is, so that one is tried, and its error is the one that counts.
  decodeToken(token: string): Promise<Claims> {
    return jwt.decode(token, this.#keyFor, { algorithms: ['HS256'] })
  }

  /** The header is the sender's and is not verified: it chooses among keys of ours, nothing else. */
  readonly #keyFor: KeyResolver = ({ kid }) => this.#keys.get(kid ?? this.#current)
}

const keys = {
  previous: 'last quarter’s secret, of 32 bytes and more',
  current: 'this quarter’s secret, of 32 bytes and more',
}
const before = new RotatingJwtHandler(keys, 'previous')
const handler = new RotatingJwtHandler(keys, 'current')

console.log(await handler.decodeToken(await handler.encodeToken({ sub: 'alice' }))) // { sub: 'alice' }
console.log(await handler.decodeToken(await before.encodeToken({ sub: 'bob' }))) // { sub: 'bob' }

async function refusal(token: string): Promise<string> {
  try {
    await handler.decodeToken(token)
    return 'accepted'
  } catch (error) {
    return error instanceof jwt.JWTError ? error.message : 'something else'
  }
}

console.log(await refusal(await before.encodeToken({ sub: 'bob', exp: new Date(0) }))) // Signature has expired
const stranger = new RotatingJwtHandler({ theirs: 'a stranger’s secret, of 32 bytes and more' }, 'theirs')
console.log(await refusal(await stranger.encodeToken({ sub: 'mallory' }))) // No key was found for the token
