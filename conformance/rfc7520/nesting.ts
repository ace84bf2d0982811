import { type JWK, JWTError } from '@jose/core'
import { expect, it } from 'vitest'
import type { Operations } from '../src/modes.ts'
import type { Needing } from './json.ts'
import { read } from './read.ts'

interface Nesting {
  readonly sign: { readonly input: { readonly payload: string; readonly key: JWK } }
  readonly encrypt: {
    readonly input: { readonly plaintext: string; readonly key: JWK }
    readonly output: { readonly compact: string; readonly json: object; readonly json_flat: object }
  }
}

/** A signed JWT inside an encrypted one (RFC 7520 §6). */
export function registerNesting(o: Operations, needing: Needing): void {
  const name = '6.nesting_signatures_and_encryption.json'
  const { sign, encrypt } = read<Nesting>(name)
  const { compact, json, json_flat } = encrypt.output
  const { payload, key } = sign.input
  const clock = (): number => 1_300_819_379
  it(`${name}: decrypted and verified in one call`, async (context) => {
    for (const algorithm of ['RSA-OAEP', 'PS256']) await needing(context, o, algorithm)
    const verify = { key, algorithms: ['PS256'] }
    const { claims, header, signed } = await o.decryptJwtComplete(compact, encrypt.input.key, { verify, clock })
    expect([claims, header.cty, signed?.header]).toEqual([JSON.parse(payload), 'JWT', { alg: 'PS256', typ: 'JWT' }])
    await expect(o.decryptJwt(compact, encrypt.input.key, { verify })).rejects.toThrow('expired')
    await expect(o.decryptJwt(compact, encrypt.input.key, { clock })).rejects.toThrow(JWTError)
    await expect(
      o.decryptJwt(compact, encrypt.input.key, { verify: { ...verify, algorithms: ['RS256'] }, clock }),
    ).rejects.toThrow(JWTError)
  })
  it(`${name}: the JSON forms`, async (context) => {
    await needing(context, o, 'RSA-OAEP')
    for (const token of [json, json_flat]) {
      expect((await o.decrypt(token, encrypt.input.key)).text()).toBe(encrypt.input.plaintext)
    }
  })
  it(`${name}: nested again`, async (context) => {
    for (const algorithm of ['RSA-OAEP', 'PS256']) await needing(context, o, algorithm)
    const options = { algorithm: 'RSA-OAEP', encryption: 'A128GCM', sign: { key, algorithm: 'PS256' } }
    const token = await o.encryptJwt(JSON.parse(payload), encrypt.input.key, options)
    const verify = { key, algorithms: ['PS256'] }
    expect(await o.decryptJwt(token, encrypt.input.key, { verify, clock })).toEqual(JSON.parse(payload))
  })
}
