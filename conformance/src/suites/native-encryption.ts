import { InvalidKeyError, JOSEError, JWEError, type JWK, JWKError } from '@jose/core'
import { equal, ok, refuses } from '../assert.ts'
import type { Operations } from '../modes.ts'
import { skip } from '../skip.ts'
import type { Suite } from '../suite.ts'
import { segment } from './craft.ts'
import { secretOf } from './jwe-craft.ts'
import { agreementKeys } from './jwe-recipes.ts'
import { everything } from './leaks.ts'
import { skipLacking, testKeys } from './test-keys.ts'

/** An algorithm that native keys are made for, and what they are made of. */
interface Purpose {
  /** What the key is for: an `alg`, or an `enc` for `dir`. */
  readonly name: string
  readonly private: JWK
  readonly public: JWK
  readonly curve?: string
}

const unfit = { is: InvalidKeyError, code: 'ERR_KEY_UNFIT' }
const oaeps = ['RSA-OAEP', 'RSA-OAEP-256', 'RSA-OAEP-384', 'RSA-OAEP-512']
const secrets = ['A128GCM', 'A256GCM', 'A128KW', 'A256KW', 'A128GCMKW', 'A256GCMKW']

const purposes: readonly Purpose[] = [
  ...secrets.map((name): Purpose => {
    const jwk: JWK = { kty: 'oct', k: segment(secretOf(Number(name.slice(1, 4)) / 8)) }
    return { name, private: jwk, public: jwk }
  }),
  ...oaeps.map((name) => ({ name, private: bare(testKeys.RS256.private), public: bare(testKeys.RS256.public) })),
  ...Object.entries(agreementKeys).map(([curve, keys]) => ({
    ...{ name: 'ECDH-ES', curve },
    ...{ private: bare(keys.private), public: bare(keys.public) },
  })),
]

/** Native keys that encrypt: they do what the JWK they were made of does, by the algorithm they were made for. */
export const nativeEncryption: Suite = (o, it) => {
  for (const purpose of purposes) {
    const title = `${purpose.name}${purpose.curve === undefined ? '' : ` on ${purpose.curve}`} with a native key`
    const options = optionsOf(purpose.name)

    it(`${title}: encrypts and decrypts like its JWK, alone, in sets, from a resolver`, async () => {
      const { write, read } = await nativesOf(o, purpose)
      for (const to of [write, [write], () => write, purpose.public]) {
        const token = await o.encrypt('x', to, options)
        for (const from of [read, [read], () => read, [secretOf(13), read], purpose.private])
          equal((await o.decrypt(token, from)).text(), 'x')
        const changed = `${token.slice(0, -4)}${token.endsWith('AAAA') ? 'BBBB' : 'AAAA'}`
        await refuses(() => o.decrypt(changed, read), { is: JWEError, code: 'ERR_JWE_DECRYPTION' })
      }
      const json = await o.encryptFlattened('x', { key: write, algorithm: options.algorithm }, encOf(options))
      equal((await o.decrypt(json, read)).text(), 'x')
      equal(await o.decryptJwt(await o.encryptJwt({ a: 1 }, write, options), read), { a: 1 })
    })
    it(`${title}: nothing private shows`, async () => {
      const { read } = await nativesOf(o, purpose)
      const { key } = await o.construct(read)
      const error = await refuses(() => o.encrypt('x', read, { algorithm: otherThan(purpose.name) }), {})
      const shown = [JSON.stringify(key), String(key), everything(key), `${error} ${error.stack} ${everything(error)}`]
      const { k, d } = purpose.private
      for (const text of shown) ok(!text.includes((k ?? d) as string), 'nothing private')
    })
    it(`${title}: a key of another kind is none`, async () => {
      const { write, read } = await nativesOf(o, purpose)
      const algorithm = otherThan(purpose.name)
      await refuses(() => o.encrypt('x', write, { algorithm }), unfit)
      await refuses(() => o.construct(write, algorithm), { is: JWKError })
      const token = await o.encrypt('x', algorithm === 'A256KW' ? secretOf(32) : testKeys.RS256.public, { algorithm })
      await refuses(() => o.decrypt(token, read, { algorithms: [algorithm] }), unfit)
      if (purpose.private !== purpose.public) {
        const own = await o.encrypt('x', write, options)
        await refuses(() => o.decrypt(own, write, { algorithms: [options.algorithm] }), unfit)
      }
    })
  }
  for (const [made, asked] of [
    ...oaeps.flatMap((one) => oaeps.filter((other) => other !== one).map((other) => [one, other] as const)),
    ...[128, 256].flatMap((bits) => {
      const names = [`A${bits}GCM`, `A${bits}KW`, `A${bits}GCMKW`] as const
      return names.flatMap((one) => names.filter((other) => other !== one).map((other) => [one, other] as const))
    }),
  ]) {
    it(`a native key that was made for ${made} does ${asked} as well as its JWK, or not at all`, async () => {
      const purpose = purposes.find(({ name }) => name === made) as Purpose
      if (!o.jose.supports(asked)) skipLacking(o, asked)
      const { write, read } = await nativesOf(o, purpose)
      const options = optionsOf(asked)
      const algorithms = [options.algorithm]
      const good = await o.encrypt('x', purpose.public, options)
      // Where the platform binds its keys to one algorithm or hash, both sides say so, before anything is done.
      const mayBoth = await answerOf(async () => {
        const token = await o.encrypt('x', write, options)
        equal((await o.decrypt(token, purpose.private)).text(), 'x')
      })
      const reads = await answerOf(async () => equal((await o.decrypt(good, read, { algorithms })).text(), 'x'))
      equal(reads, mayBoth, 'what decrypting says')
      if (mayBoth === 'done') return
      equal(mayBoth, 'InvalidKeyError ERR_KEY_UNFIT')
      await refuses(() => o.decrypt(good, [read], { algorithms }), { code: 'ERR_KEY_NOT_FOUND' })
      equal((await o.decrypt(good, [read, purpose.private], { algorithms })).text(), 'x')
      await refuses(() => o.encryptGeneral('x', [{ key: write, algorithm: options.algorithm }], encOf(options)), unfit)
      if (!oaeps.includes(asked)) return
      await refuses(async () => (await o.construct(write, asked)).wrapKey(secretOf(16)), { is: JWKError })
      await refuses(async () => (await o.construct(read, asked)).unwrapKey(secretOf(256)), { is: JWKError })
    })
  }
  it('a native key that was made to sign does not encrypt where the platform binds keys to what they are for', async () => {
    const from = o.native?.from ?? skip(`no native keys given for ${o.backend.name}`)
    if (o.native?.encrypting === undefined) skip(`no native keys for encryption given for ${o.backend.name}`)
    const native = (await from(bare(testKeys.RS256.public), 'RS256')) ?? skip(`${o.backend.name} has no such keys`)
    const answer = await answerOf(async () => {
      const token = await o.encrypt('x', native, { algorithm: 'RSA-OAEP' })
      equal((await o.decrypt(token, testKeys.RS256.private)).text(), 'x')
    })
    ok(['done', 'InvalidKeyError ERR_KEY_UNFIT'].includes(answer), `done, or the key is unfit: ${answer}`)
  })
}

interface Natives {
  readonly write: unknown
  readonly read: unknown
}

/** The native keys of both sides; where there are none, the running case ends. */
async function nativesOf(o: Operations, purpose: Purpose): Promise<Natives> {
  const { name, curve } = purpose
  if (!o.jose.supports(name, curve === undefined ? {} : { curve })) skipLacking(o, curve ?? name)
  const given = o.native ?? skip(`no native keys given for ${o.backend.name}`)
  const make = given.encrypting?.bind(given) ?? skip(`no native keys for encryption given for ${o.backend.name}`)
  const none = (): never => skip(`${o.backend.name} has no native keys for ${curve ?? name}`)
  const read = (await make(purpose.private, name)) ?? none()
  const write = purpose.public === purpose.private ? read : ((await make(purpose.public, name)) ?? none())
  return { write, read }
}

interface Options {
  readonly algorithm: string
  readonly encryption?: string
}

/** A key for an `enc` is one for `dir`. */
function optionsOf(name: string): Options {
  return name.endsWith('GCM') ? { algorithm: 'dir', encryption: name } : { algorithm: name }
}

function encOf({ encryption }: Options): { readonly encryption?: string } {
  return encryption === undefined ? {} : { encryption }
}

/** An algorithm of keys of another type. */
function otherThan(name: string): string {
  return secrets.includes(name) ? 'RSA-OAEP' : 'A256KW'
}

async function answerOf(call: () => Promise<unknown>): Promise<string> {
  try {
    await call()
    return 'done'
  } catch (error) {
    if (error instanceof JOSEError) return `${error.name} ${error.code}`
    throw error
  }
}

/** Without what the key says it is for. */
function bare({ kid: _, alg: __, use: ___, key_ops: ____, ...members }: JWK): JWK {
  return members
}
