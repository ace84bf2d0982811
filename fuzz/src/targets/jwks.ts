import { testKeys } from '../../../conformance/src/suites/test-keys.ts'
import certificates from '../../../conformance/vectors/certificates.json' with { type: 'json' }
import { same, type Target, textOf } from '../target.ts'
import { algorithmWords, jwkWords } from '../words.ts'
import { signed } from './tokens.ts'
import { attempt } from './told.ts'

const url = 'https://issuer.example/jwks.json'
const tokens = ['test-HS256', 'test-ES256', 'test-RS256', undefined].map((kid) =>
  signed(Buffer.from(JSON.stringify({ alg: kid?.slice(5) ?? 'HS256', kid })), Buffer.from('{"a":1}')),
)

/** The text of a key set: given, and fetched, in pieces. A set that was fetched is the same when it is seeded. */
export const target: Target = {
  seeds: () => [
    JSON.stringify({ keys: [testKeys.HS256.private, testKeys.ES256.public, testKeys.RS256.public] }),
    JSON.stringify({
      keys: [{ ...testKeys.ES256.public, use: 'sig', alg: 'ES256', key_ops: ['verify'] }, null, 1, {}],
    }),
    JSON.stringify({ keys: [testKeys.ES256.private, testKeys.Ed25519.public, testKeys['ML-DSA-44'].private] }),
    JSON.stringify({ keys: [] }),
    JSON.stringify({ 'test-ES256': certificates.ES256 }),
  ],
  words: [
    ...jwkWords,
    ...algorithmWords,
    '{"keys":[',
    '-----BEGIN CERTIFICATE-----',
    '\\n',
    '"test-HS256"',
    '"test-ES256"',
  ],
  async read(o, input) {
    const algorithms = ['HS256', 'ES256', 'RS256'] as const
    const decoded = async (set: object): Promise<unknown> =>
      Promise.all(tokens.map((token) => attempt(() => o.decode(token, set, { algorithms }))))
    const local = await attempt(async () => {
      const set = o.jose.jwks.local(textOf(input))
      return [set.size, set.kids, await decoded(set)]
    })
    const remote = await attempt(async () => {
      const set = o.jose.jwks.remote(url, { fetch: async () => responseOf(input) as never, cacheMaxAge: 600 })
      await set.reload()
      const seed = set.snapshot()
      same('A fetched set', seed, o.jose.jwks.remote(url, { seed, cacheMaxAge: 600 }).snapshot())
      return [seed?.jwks, await decoded(set)]
    })
    return { local, remote }
  },
}

/** The input as a body that comes in pieces. */
function responseOf(input: Uint8Array): unknown {
  const pieces = [input.subarray(0, 7), input.subarray(7, 7), input.subarray(7)]
  const headers = { get: (name: string) => (name === 'cache-control' ? textOf(input.subarray(0, 40)) : null) }
  return { status: 200, headers, body: { [Symbol.asyncIterator]: () => pieces.values() } }
}
