import { base64url, type Codec, type JsonObject, JWEInvalidAuth, type JWK } from '@jose/core'
import { expect, it, type TestContext } from 'vitest'
import type { Operations } from '../src/modes.ts'
import { altered } from '../src/suites/altered.ts'
import { withEphemeral, withRandom } from '../src/suites/jwe-vectors.ts'
import type { Needing } from './json.ts'
import { namesIn, read } from './read.ts'

/** A file, as far as encryption goes: each member is one, or a list of them where there are several recipients. */
interface Example {
  readonly input: {
    readonly plaintext: string
    readonly key?: JWK | readonly JWK[]
    readonly pwd?: string
    readonly alg: string | readonly string[]
    readonly aad?: string
  }
  readonly generated: { readonly cek?: string; readonly iv: string; readonly plaintext_c?: string }
  readonly encrypting_key?: {
    readonly epk?: JWK
    readonly salt?: string
    readonly iteration_count?: number
    readonly iv?: string
  }
  readonly encrypting_content: {
    readonly protected?: JsonObject
    readonly protected_b64u?: string
    readonly unprotected?: JsonObject
  }
  readonly output: { readonly compact?: string; readonly json?: Json; readonly json_flat?: Json }
}

interface Json {
  readonly tag: string
  readonly ciphertext: string
  readonly recipients?: readonly { readonly header?: JsonObject; readonly encrypted_key?: string }[]
}

/** The examples of RFC 7520 §5, and that of ECDH-ES with X25519. */
export function registerEncryption(o: Operations, needing: Needing): void {
  for (const name of [...namesIn('jwe'), 'curve25519/ecdh-es.json']) {
    const example = read<Example>(name)
    registerDecryption(o, name, example, needing)
    if (!Array.isArray(example.input.alg) && !(example.input.alg as string).startsWith('RSA'))
      registerAgain(o, name, example, needing)
  }
}

function registerDecryption(
  o: Operations,
  name: string,
  { input, output, encrypting_content: content }: Example,
  needing: Needing,
): void {
  const algorithms = [input.alg].flat() as readonly string[]
  for (const [index, alg] of algorithms.entries()) {
    const key = input.pwd ?? ([input.key].flat()[index] as JWK)
    for (const form of ['compact', 'json', 'json_flat'] as const) {
      const token = output[form]
      if (token === undefined) continue
      it(`${name}: ${form}, ${alg}, decrypts to the header and the plaintext`, async (context) => {
        await needs(context, o, alg, key, content, needing)
        const { header, text, aad } = await o.decrypt(token, key, { algorithms: [alg] })
        const own = algorithms.length > 1 ? (token as Json).recipients?.[index]?.header : {}
        expect(header).toEqual({ ...content.protected, ...content.unprotected, ...own })
        expect(text()).toBe(input.plaintext)
        expect(aad && new TextDecoder().decode(aad)).toBe(input.aad)
      })
      it(`${name}: ${form}, ${alg}, is refused with a bit of the tag changed`, async (context) => {
        await needs(context, o, alg, key, content, needing)
        const bad = typeof token === 'string' ? token.replace(/[^.]+$/, flip) : { ...token, tag: flip(token.tag) }
        await expect(o.decrypt(bad, key, { algorithms: [alg] })).rejects.toThrow(JWEInvalidAuth)
      })
    }
  }
}

/** From the file's random octets and ephemeral key the same token comes, as far as the library writes such. */
function registerAgain(o: Operations, name: string, example: Example, needing: Needing): void {
  const { input, generated, encrypting_key: keys = {}, encrypting_content: content, output } = example
  const algorithm = input.alg as string
  const key = input.pwd ?? (input.key as JWK)
  const { alg: _, enc, kid, zip, epk, p2s, p2c, iv, tag, ...members } = { ...content.protected, ...content.unprotected }
  const random = [algorithm === 'ECDH-ES' ? undefined : generated.cek, keys.salt, keys.iv, generated.iv]
  const prepared = (): Operations => {
    const withOctets = withRandom(
      o,
      random.filter((text) => text !== undefined),
    )
    return withFileTexts(keys.epk === undefined ? withOctets : withEphemeral(withOctets, keys.epk), example)
  }
  const options = { ...(p2c === undefined ? {} : { p2c: p2c as number }) }
  const inside = { ...(zip !== undefined && { zip: 'DEF' as const }) }
  if (output.compact !== undefined) {
    it(`${name}: compact, ${algorithm}, is encrypted again byte for byte`, async (context) => {
      await needs(context, o, algorithm, key, content, needing)
      const headers = kid === undefined ? members : { ...members, kid }
      const token = prepared().encrypt(input.plaintext, publicOf(key), {
        algorithm,
        encryption: enc as string,
        headers,
        ...options,
        ...inside,
      })
      expect(await token).toBe(output.compact)
    })
  }
  it(`${name}: json_flat, ${algorithm}, is encrypted again`, async (context) => {
    await needs(context, o, algorithm, key, content, needing)
    const recipient = { key: publicOf(key), algorithm, ...options }
    const own = { ...members, ...(kid !== undefined && { kid }) }
    const [protect, unprotected] = content.unprotected === undefined ? [own, {}] : [{}, own]
    const aad = input.aad === undefined ? {} : { aad: input.aad }
    const json = await prepared().encryptFlattened(input.plaintext, recipient, {
      encryption: enc as string,
      ...inside,
      ...aad,
      protected: protect,
      unprotected,
    })
    // The library protects `alg` and `enc`: where the example does not, the tag is another.
    const {
      tag: theirs,
      unprotected: _,
      protected: __,
      ...rest
    } = output.json_flat as Json & { unprotected?: object; protected?: string }
    expect(json).toMatchObject(rest)
    if (content.unprotected === undefined) expect(json).toEqual(output.json_flat)
    else expect(json.tag).not.toBe(theirs)
  })
}

/** The octets of a header's text and of compressed content are the writer's; those of the file are as good. */
function withFileTexts(o: Operations, { encrypting_content: content, generated }: Example): Operations {
  const codec: Codec = o.backend.codec ?? bufferCodec
  const { protected: header, protected_b64u: segment } = content
  const base64urlEncodeText = (text: string): string => {
    if (header === undefined || segment === undefined || content.unprotected !== undefined)
      return codec.base64urlEncodeText(text)
    expect(JSON.parse(text)).toEqual(header)
    return segment
  }
  const { async, sync } = o.backend
  const deflate = (): Uint8Array => base64url.decode(generated.plaintext_c as string)
  const changes =
    generated.plaintext_c === undefined ? {} : { async: { ...async, deflate }, sync: sync && { ...sync, deflate } }
  return altered(o, { codec: { ...codec, base64urlEncodeText }, ...changes })
}

const bufferCodec: Codec = {
  base64urlEncode: (bytes) => Buffer.from(bytes).toString('base64url'),
  base64urlDecode: (text) => Uint8Array.from(Buffer.from(text, 'base64url')),
  utf8Encode: (text) => Uint8Array.from(Buffer.from(text)),
  utf8Decode: (bytes) => Buffer.from(bytes).toString(),
  base64urlEncodeText: (text) => Buffer.from(text).toString('base64url'),
  base64urlDecodeText: (text) => Buffer.from(text, 'base64url').toString(),
}

/** What encrypts: of a pair the public half. */
function publicOf(key: JWK | string): JWK | string {
  if (typeof key === 'string' || key.kty === 'oct') return key
  const { d: _, ...half } = key
  return half
}

async function needs(
  context: TestContext,
  o: Operations,
  alg: string,
  key: JWK | string,
  { protected: inside, unprotected }: Example['encrypting_content'],
  needing: Needing,
): Promise<void> {
  await needing(context, o, alg, typeof key === 'string' || key.kty === 'oct' ? {} : key)
  await needing(context, o, (inside?.enc ?? unprotected?.enc) as string)
}

function flip(text: string): string {
  return base64url.encode(base64url.decode(text).map((octet, index) => (index === 0 ? octet ^ 1 : octet)))
}
