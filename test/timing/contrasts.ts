import { generateKeyPairSync, randomBytes, randomInt } from 'node:crypto'
import { type Backend, createJose, type Jose, type JWK, type Key, type SyncJose, type SyncKey } from '@jose/core'
import type { Contrast } from './sampling.ts'
import {
  allOctets,
  type Change,
  firstOctet,
  illPadded,
  lastOctet,
  oaep,
  pkcs1,
  rsa,
  sealed,
  sealedByCbc,
  signed,
  unchanged,
  wellPadded,
  wrapped,
} from './tokens.ts'

/** How much of the tag is right. */
export function macContrasts(backend: Backend): readonly Contrast[] {
  const jose = createJose(backend)
  const secret = randomBytes(32)
  const options = { algorithms: 'HS256' } as const
  const refuse = isSync(jose)
    ? (token: string) => jose.jwt.decodeSync(token, secret, options)
    : (token: string) => jose.jwt.decode(token, secret, options)
  const of = (name: string, first: Change, second: Change): Contrast => ({
    name: `HS256: tag wrong in ${name}`,
    token: (isSecond) => signed(secret, isSecond ? second : first),
    refuse,
    code: 'ERR_JWT_SIGNATURE',
    share: 1,
  })
  return [
    of('its first octet | its last', firstOctet, lastOctet),
    of('all octets | the last alone', allOctets, lastOctet),
  ]
}

/** How much of the tag is right; and what would come out, had it been right. */
export function contentContrasts(backend: Backend): readonly Contrast[] {
  const key = randomBytes(32)
  const refuse = decrypting(createJose(backend), key)
  const gcm = (change: Change) => () => sealed({ alg: 'dir' }, key, change)
  const cbc = (padded: () => Buffer, change: Change) => () => sealedByCbc(key, padded(), change)
  return [
    encrypted('A256GCM: tag wrong in its first octet | its last', gcm(firstOctet), gcm(lastOctet), refuse),
    encrypted('A256GCM: tag wrong in all octets | the last alone', gcm(allOctets), gcm(lastOctet), refuse),
    encrypted(
      'A128CBC-HS256: MAC wrong in its first octet | its last',
      cbc(wellPadded, firstOctet),
      cbc(wellPadded, lastOctet),
      refuse,
    ),
    encrypted(
      'A128CBC-HS256: MAC wrong in all octets | the last alone',
      cbc(wellPadded, allOctets),
      cbc(wellPadded, lastOctet),
      refuse,
    ),
    encrypted(
      'A128CBC-HS256: MAC wrong, padding good | bad',
      cbc(wellPadded, allOctets),
      cbc(illPadded, allOctets),
      refuse,
    ),
    {
      ...encrypted(
        'A128CBC-HS256: padding bad, MAC wrong | right',
        cbc(illPadded, allOctets),
        cbc(illPadded, unchanged),
        refuse,
      ),
      toldOnly: 'a right MAC takes the key; only then is anything decrypted',
    },
  ]
}

/** Where the content key does not come out of the encrypted one, a random one takes its place, and the tag is wrong. */
export function wrapContrasts(backend: Backend): readonly Contrast[] {
  const kek = randomBytes(32)
  const refuse = decrypting(createJose(backend), kek)
  const altered = (change: Change) => () => {
    const cek = randomBytes(32)
    return sealed({ alg: 'A256KW', encryptedKey: change(wrapped(kek, cek)) }, cek, allOctets)
  }
  return [
    {
      ...encrypted(
        'A256KW: wrapped key wrong in its first octet | its last',
        altered(firstOctet),
        altered(lastOctet),
        refuse,
      ),
      share: 0.5,
    },
    {
      ...encrypted('A256KW: tag wrong, key does not unwrap | unwraps', altered(firstOctet), altered(unchanged), refuse),
      share: 0.5,
      toldOnly: 'a wrapped key that unwraps takes the key; whoever alters one knows that it will not',
    },
  ]
}

/**
 * The oracles of Manger (2001) and Bleichenbacher (1998): all that begins with another octet than 0, and all that has
 * padding. `toldOnly` is for a backend that promises nothing.
 */
export async function rsaContrasts(backend: Backend, share: number, toldOnly?: string): Promise<readonly Contrast[]> {
  const jose = createJose(backend)
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const key = await jose.jwk.construct(privateKey.export({ format: 'jwk' }) as JWK)
  const of = (alg: 'RSA-OAEP-256' | 'RSA1_5', name: string, first: () => Buffer, second: () => Buffer): Contrast => {
    const token = (encryptedKey: () => Buffer) => () =>
      sealed({ alg, encryptedKey: encryptedKey() }, randomBytes(32), allOctets)
    const common = encrypted(`${alg}: ${name}`, token(first), token(second), decrypting(jose, key, alg))
    return { ...common, share, ...(toldOnly && { toldOnly }) }
  }
  const beginning = (octet: number): Buffer => rsa(publicKey, Buffer.concat([Buffer.of(octet), randomBytes(255)]))
  const padded = (type: number, bytes: number) => () => rsa(publicKey, pkcs1(randomBytes(bytes), type))
  return [
    of(
      'RSA-OAEP-256',
      'encoding begins with 1 to 127 | with 0',
      () => beginning(randomInt(1, 128)),
      () => beginning(0),
    ),
    {
      ...of(
        'RSA-OAEP-256',
        'tag wrong, key does not unwrap | unwraps',
        () => beginning(0),
        () => oaep(publicKey),
      ),
      toldOnly: toldOnly ?? 'an encoding that is good is one that the sender made, around a key it knows',
    },
    ...(jose.supports('RSA1_5')
      ? [
          of('RSA1_5', 'padding bad | good, key too short', padded(1, 32), padded(2, 16)),
          of('RSA1_5', 'padding bad | good, key wrong', padded(1, 32), padded(2, 32)),
        ]
      : []),
  ]
}

function encrypted(name: string, first: () => string, second: () => string, refuse: Contrast['refuse']): Contrast {
  return { name, token: (isSecond) => (isSecond ? second() : first()), refuse, code: 'ERR_JWE_DECRYPTION', share: 1 }
}

function decrypting(jose: Jose, key: Uint8Array | Key, algorithms?: 'RSA-OAEP-256' | 'RSA1_5'): Contrast['refuse'] {
  const options = algorithms === undefined ? {} : { algorithms }
  return isSync(jose)
    ? (token) => jose.jwe.decryptSync(token, key as SyncKey, options)
    : (token) => jose.jwe.decrypt(token, key, options)
}

function isSync(jose: Jose): jose is SyncJose {
  return 'decryptSync' in jose.jwe
}
