import { base64url, JWEError, JWEInvalidAuth, JWEParseError, JWSError, JWTError } from '@jose/core'
import { equal, ok } from '../assert.ts'
import type { It, Suite } from '../suite.ts'
import { refusesQuietly, within } from './attack-classes-refusal.ts'
import { octetsOf, replaced, secret, segment } from './craft.ts'
import { fromHex, joined } from './der.ts'
import { craftJwe, failsToDecrypt, flattened, secretOf } from './jwe-craft.ts'
import { needRecipe, recipes } from './jwe-recipes.ts'
import { needAlgorithms, needDeflate } from './test-keys.ts'

const key = secretOf(32)
const header = { alg: 'dir', enc: 'A256GCM' }
const malformed = { is: JWEParseError, code: 'ERR_JWE_INVALID' }
const failed = { is: JWEInvalidAuth, code: 'ERR_JWE_DECRYPTION' }

/** Encrypted tokens that nobody honest writes: see SECURITY.md. */
export const attackEncryption: Suite = (o, register) => {
  const it: It = (title, body) =>
    register(title, () => {
      needAlgorithms(o, 'A256GCM', 'A256KW')
      return body()
    })
  for (const recipe of recipes.filter(({ algorithm }) => algorithm !== 'dir' && algorithm !== 'ECDH-ES')) {
    const { algorithm, kind, options, accept } = recipe
    it(`${algorithm} with ${kind}: an encrypted key of 0, 8 or 16 bytes, or none (CVE-2026-34986)`, async () => {
      needRecipe(o, recipe, 'A256GCM')
      const { write, read } = recipe.keys('A256GCM')
      const token = await o.encrypt('x', write, options)
      for (const length of [0, 8, 16]) {
        const short = replaced(token, 1, new Uint8Array(length))
        await failsToDecrypt(o, short, read, accept)
        const { encrypted_key, ...rest } = flattened(short)
        await failsToDecrypt(o, { ...rest, ...(length > 0 && { encrypted_key }) }, read, accept)
        await failsToDecrypt(o, { ...rest, recipients: [length > 0 ? { encrypted_key } : {}] }, read, accept)
      }
    })
  }
  it('no protected header at all, where nothing else says what to do', async () => {
    const [, ...rest] = (await o.encrypt('x', key)).split('.')
    const { protected: _, ...bare } = flattened(await o.encrypt('x', key))
    await refusesQuietly(() => o.decrypt(['', ...rest].join('.'), key), malformed)
    for (const token of [bare, { ...bare, header: {} }, { ...bare, unprotected: {} }, { ...bare, recipients: [{}] }])
      await refusesQuietly(() => o.decrypt(token, key), malformed)
    const { protected: __, ...unsigned } = await o.signFlattened('x', { key: secret })
    const { payload, ...entry } = unsigned
    for (const token of [unsigned, { ...unsigned, header: {} }, { payload, signatures: [entry] }])
      await refusesQuietly(() => o.verify(token, secret, { algorithms: ['HS256'] }), {
        is: JWSError,
        code: 'ERR_JWS_INVALID',
      })
    const [, claims, made] = (await o.encode({}, secret)).split('.')
    await refusesQuietly(() => o.decode(`.${claims}.${made}`, secret, { algorithms: ['HS256'] }), {
      is: JWTError,
      code: 'ERR_JWT_INVALID',
    })
  })
  it('GCM: octets that went over the border between ciphertext and tag, one to sixteen', async () => {
    const token = await o.encrypt('a text that is longer than a block', key)
    const [ciphertext, tag] = octetsOf(token).slice(3) as [Uint8Array, Uint8Array]
    for (let count = 1; count <= 16; count++) {
      const longer = joined(ciphertext, tag.slice(0, count))
      const shorter = ciphertext.slice(0, -count)
      const moved = [
        [longer, tag.slice(count)],
        [shorter, joined(ciphertext.slice(-count), tag)],
      ] as const
      for (const [first, second] of moved)
        await refusesQuietly(() => o.decrypt(replaced(replaced(token, 3, first), 4, second), key), malformed)
    }
  })
  for (const bits of [128, 192, 256]) {
    it(`A${bits}GCMKW: octets that went over the border between encrypted key and tag`, async () => {
      const algorithm = `A${bits}GCMKW`
      needAlgorithms(o, algorithm)
      const by = secretOf(bits / 8)
      const json = await o.encryptFlattened('x', { key: by, algorithm })
      const { protected: head, encrypted_key } = json as { protected: string; encrypted_key: string }
      const members = JSON.parse(String.fromCharCode(...base64url.decode(head)))
      const [wrapped, tag] = [base64url.decode(encrypted_key), base64url.decode(members.tag)]
      for (let count = 1; count <= 16; count++) {
        const moved = [
          [joined(wrapped, tag.slice(0, count)), tag.slice(count)],
          [wrapped.slice(0, -count), joined(wrapped.slice(-count), tag)],
        ] as const
        for (const [first, second] of moved) {
          const changed = segment({ ...members, tag: base64url.encode(second) })
          const token = { ...json, protected: changed, encrypted_key: base64url.encode(first) }
          await refusesQuietly(() => o.decrypt(token, by), malformed)
        }
      }
      await refusesQuietly(
        () => o.decrypt({ ...json, encrypted_key: base64url.encode(joined(wrapped, [0])) }, by),
        failed,
      )
    })
  }
  it('zip: 97 kB that inflate to 100 MB stop at the limit (CVE-2024-28176)', async () => {
    needDeflate(o)
    const bomb = hundredMegabytes()
    ok(bomb.length < 97_000, '97 kB')
    const token = await craftJwe(o, { header: { ...header, zip: 'DEF' }, plaintext: bomb })
    const raised = o.with({ limits: { inflated: 1_000_000 } })
    await within(5_000, async () => {
      for (const each of [o, raised]) {
        await refusesQuietly(() => each.decrypt(token, key), { is: JWEError, code: 'ERR_LIMIT' })
        await refusesQuietly(() => each.decryptJwt(token, key), { is: JWTError, code: 'ERR_LIMIT' })
      }
    })
    // What nothing protects decides about nothing: not inflated, not read as plain either.
    const plain = flattened(await craftJwe(o, { header, plaintext: bomb }))
    for (const place of ['header', 'unprotected'])
      await refusesQuietly(() => o.decrypt({ ...plain, [place]: { zip: 'DEF' } }, key), malformed)
    equal((await o.decrypt(plain, key)).plaintext.length, bomb.length)
  })
  it('100 MB in any segment, a million dots, and ten thousand recipients, at once', async () => {
    const huge = 'A'.repeat(100_000_000)
    const head = segment(header)
    const tooLarge = { is: JWEError, code: 'ERR_LIMIT' }
    const json = { protected: head, iv: 'AAAAAAAAAAAAAAAA', ciphertext: 'AAAA', tag: 'AAAAAAAAAAAAAAAAAAAAAA' }
    const recipients = Array.from({ length: 10_000 }, () => ({ header: { alg: 'A256KW' }, encrypted_key: 'AAAA' }))
    for (let index = 0; index < 5; index++) {
      const parts = [head, '', 'AAAA', 'AAAA', 'AAAA'].map((part, at) => (at === index ? huge : part))
      // Ropes, which nobody has to copy before the length is known.
      const token = parts.slice(1).reduce((text, part) => `${text}.${part}`, `${parts[0]}`)
      await within(1_000, () => refusesQuietly(() => o.decrypt(token, key), tooLarge))
      await within(1_000, () => refusesQuietly(() => o.decryptJwt(token, key), { is: JWTError, code: 'ERR_LIMIT' }))
    }
    for (const name of ['ciphertext', 'aad'])
      await within(1_000, () => refusesQuietly(() => o.decrypt({ ...json, [name]: huge }, key), tooLarge))
    await within(1_000, () => refusesQuietly(() => o.decrypt({ ...json, recipients }, key), tooLarge))
    await within(1_000, () => refusesQuietly(() => o.decrypt('.'.repeat(1_000_000), key), malformed))
  })
}

/**
 * A DEFLATE stream of 100,001,833 zeros (RFC 1951 §3.2.7): one block with codes of its own, in which two bits of zero copy
 * 258 octets.
 */
function hundredMegabytes(): Uint8Array {
  return joined(fromHex('edc0810000000080a0fda917a900'), new Uint8Array(96_900), [0b110])
}
