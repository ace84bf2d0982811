/** The JSON serializations and unencoded payloads that panva/jose makes. Used by tokens.mjs. */
import { FlattenedSign, GeneralSign, importJWK } from 'jose'

const text = 'It’s a dangerous business, Frodo, going out your door.'

export async function joseJson(keys) {
  const imported = (name, alg) => importJWK(keys[name].private, alg)
  const bytes = (string) => new TextEncoder().encode(string)

  const flattened = async (payload, keyName, protectedHeader, header) => {
    const signing = new FlattenedSign(bytes(payload)).setProtectedHeader(protectedHeader)
    if (header !== undefined) signing.setUnprotectedHeader(header)
    return signing.sign(await imported(keyName, protectedHeader.alg))
  }
  const unencoded = (alg) => ({ alg, b64: false, crit: ['b64'] })

  const general = new GeneralSign(bytes(text))
    .addSignature(await imported('ES256', 'ES256'))
    .setProtectedHeader({ alg: 'ES256' })
    .setUnprotectedHeader({ kid: 'test-ES256' })
    .addSignature(await imported('RS256', 'RS256'))
    .setProtectedHeader({ alg: 'RS256', kid: 'test-RS256' })
    .addSignature(await imported('HS512', 'HS512'))
    .setProtectedHeader({ alg: 'HS512' })
  const three = { name: 'general', serialization: 'general', token: await general.sign(), payload: text }

  return [
    {
      name: 'flattened',
      serialization: 'flattened',
      token: await flattened(text, 'ES256', { alg: 'ES256' }, { kid: 'test-ES256' }),
      keyName: 'ES256',
      header: { alg: 'ES256', kid: 'test-ES256' },
      payload: text,
    },
    {
      name: 'flattened',
      serialization: 'flattened',
      token: await flattened(text, 'Ed25519', { alg: 'EdDSA', typ: 'JOSE+JSON' }),
      keyName: 'Ed25519',
      header: { alg: 'EdDSA', typ: 'JOSE+JSON' },
      payload: text,
    },
    { ...three, keyName: 'ES256', header: { alg: 'ES256', kid: 'test-ES256' } },
    { ...three, keyName: 'RS256', header: { alg: 'RS256', kid: 'test-RS256' } },
    { ...three, keyName: 'HS512', header: { alg: 'HS512' } },
    await detached('HS256'),
    await detached('ES256'),
  ]

  /** jose leaves an unencoded payload out of what it returns: the compact form is for the caller to join. */
  async function detached(alg) {
    const { protected: header, signature } = await flattened('$.02', alg, unencoded(alg))
    const token = `${header}..${signature}`
    const name = 'unencoded, detached'
    const rest = { keyName: alg, header: unencoded(alg), payload: '$.02', detached: true }
    return { name, serialization: 'compact', token, ...rest }
  }
}
