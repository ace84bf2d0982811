import type {
  AgreementPrimitive,
  BackendKey,
  Bytes,
  CipherPrimitive,
  KeyMaterial,
  PasswordPrimitive,
  WrapPrimitive,
} from '../backend.ts'
import { asciiBytes, concat } from '../encoding/bytes.ts'
import type { JsonObject } from '../encoding/json.ts'
import type { Engine } from '../engine.ts'
import type { Usable } from '../jwk/candidates.ts'
import { writeJwk } from '../jwk/jwk.ts'
import type { Key } from '../jwk/key.ts'
import { publicHalf, publicMaterial } from '../jwk/operations.ts'
import { partsOf } from '../jwk/parts.ts'
import { andThen, begun, type Maybe } from '../maybe.ts'
import { concatKdf, type Parties } from './concat-kdf.ts'
import { recipientEpk } from './epk.ts'
import type { ParsedHeader } from './header.ts'
import type { Encryption } from './use.ts'

/** What a sender may choose for one recipient. `p2c` are the iterations of PBES2. */
export interface Parameters {
  readonly apu: Bytes | undefined
  readonly apv: Bytes | undefined
  readonly p2c: number
}

/** A content encryption key as one recipient gets it, and what its header must say of that (RFC 7518 §4). */
export interface Delivery {
  /** A promise while it is wrapped elsewhere: the content does not wait for it. */
  readonly encryptedKey: Maybe<Bytes>
  readonly header: JsonObject
}

/** No octets, where a token has no encrypted key, or says nothing of a party. */
export const nothing: Bytes = /* @__PURE__ */ new Uint8Array(0)

/** Wrap or encrypt the content key for a recipient. Not for `dir` and `ECDH-ES`, which bring their own. */
export function deliver(
  engine: Engine,
  { key, variant: { alg } }: Usable<Encryption>,
  cek: Bytes,
  parameters: Parameters,
): Maybe<Delivery> {
  switch (alg.management) {
    case 'encryption':
      return andThen(publicHalf(engine, key), (half) =>
        wrapBy(engine, alg.primitives[0] as WrapPrimitive, partsOf(half).held, cek),
      )
    case 'agreement-wrapping':
      return andThen(agreeAsSender(engine, key, alg.name, alg.bits as number, parameters), ({ derived, header }) =>
        wrapByOctets(engine, alg.primitives[0] as WrapPrimitive, derived, cek, header),
      )
    case 'password': {
      const { p2c } = parameters
      const salt = engine.backend.random(16)
      const header = { p2s: engine.codec.base64urlEncode(salt), p2c }
      return andThen(passwordKey(engine, key, alg, salt, p2c), (derived) =>
        wrapByOctets(engine, alg.primitives[1] as WrapPrimitive, derived, cek, header),
      )
    }
    default:
      return alg.primitives[0]?.name === 'AES-GCM'
        ? wrapByGcm(engine, alg.primitives[0], partsOf(key).held, cek)
        : wrapBy(engine, alg.primitives[0] as WrapPrimitive, partsOf(key).held, cek)
  }
}

/** The content key that `ECDH-ES` agrees upon with the recipient, and the header that lets it do the same. */
export function agreeOnContentKey(
  engine: Engine,
  { key, variant: { enc } }: Usable<Encryption>,
  parameters: Parameters,
): Maybe<{ readonly derived: Bytes; readonly header: JsonObject }> {
  return agreeAsSender(engine, key, enc.name, enc.cekBits, parameters)
}

/** The octets of the content key; `undefined` for whatever does not unwrap. Throws `JWEError` for an `epk` that no honest sender writes. */
export function receive(
  engine: Engine,
  { key, variant: { alg, enc } }: Usable<Encryption>,
  header: ParsedHeader,
  encryptedKey: Bytes,
): Maybe<Bytes | undefined> {
  const { held } = partsOf(key)
  const { unwrap, decrypt } = engine.primitives
  switch (alg.management) {
    case 'agreement':
      return agreeAsRecipient(engine, key, header, enc.name, enc.cekBits)
    case 'agreement-wrapping':
      return andThen(
        agreeAsRecipient(engine, key, header, alg.name, alg.bits as number),
        (derived) => derived && unwrapByOctets(engine, alg.primitives[0] as WrapPrimitive, derived, encryptedKey),
      )
    case 'password':
      return andThen(passwordKey(engine, key, alg, header.p2s as Bytes, header.p2c as number), (derived) =>
        unwrapByOctets(engine, alg.primitives[1] as WrapPrimitive, derived, encryptedKey),
      )
    default: {
      const [primitive] = alg.primitives
      if (primitive?.name !== 'AES-GCM') return unwrap(primitive as WrapPrimitive, held, encryptedKey)
      return decrypt(primitive, held, header.iv as Bytes, concat(encryptedKey, header.tag as Bytes))
    }
  }
}

function wrapBy(
  engine: Engine,
  primitive: WrapPrimitive,
  by: BackendKey,
  cek: Bytes,
  header: JsonObject = {},
): Delivery {
  return { encryptedKey: begun(engine.primitives.wrap(primitive, by, cek)), header }
}

function wrapByOctets(
  engine: Engine,
  primitive: WrapPrimitive,
  octets: Bytes,
  cek: Bytes,
  header: JsonObject,
): Maybe<Delivery> {
  return andThen(engine.primitives.importKey({ kty: 'oct', k: octets }), (by) =>
    wrapBy(engine, primitive, by, cek, header),
  )
}

function unwrapByOctets(
  engine: Engine,
  primitive: WrapPrimitive,
  octets: Bytes,
  encryptedKey: Bytes,
): Maybe<Bytes | undefined> {
  return andThen(engine.primitives.importKey({ kty: 'oct', k: octets }), (by) =>
    engine.primitives.unwrap(primitive, by, encryptedKey),
  )
}

/** RFC 7518 §4.7: the IV and the tag travel in the header. */
function wrapByGcm(engine: Engine, primitive: CipherPrimitive, by: BackendKey, cek: Bytes): Maybe<Delivery> {
  const iv = engine.backend.random(12)
  const { base64urlEncode } = engine.codec
  return andThen(engine.primitives.encrypt(primitive, by, iv, cek), (sealed) => ({
    encryptedKey: sealed.subarray(0, -16),
    header: { iv: base64urlEncode(iv), tag: base64urlEncode(sealed.subarray(-16)) },
  }))
}

/** RFC 7518 §4.8.1.1: the salt is the name of the algorithm, a zero octet, and the salt of the header. */
function passwordKey(
  engine: Engine,
  key: Key,
  { name, primitives, bits }: Encryption['alg'],
  salt: Bytes,
  iterations: number,
): Maybe<Bytes> {
  const salted = concat(asciiBytes(`${name}\0`), salt)
  return andThen(engine.primitives.exportKey(partsOf(key).held), (material) =>
    engine.primitives.derive(
      primitives[0] as PasswordPrimitive,
      (material as Extract<KeyMaterial, { kty: 'oct' }>).k,
      salted,
      iterations,
      (bits as number) / 8,
    ),
  )
}

function agreeAsSender(
  engine: Engine,
  key: Key,
  name: string,
  bits: number,
  { apu, apv }: Parameters,
): Maybe<{ readonly derived: Bytes; readonly header: JsonObject }> {
  const { generateKey, agree } = engine.primitives
  const request = { kty: key.kty as 'EC', crv: key.crv as 'P-256', use: 'enc' } as const
  return andThen(publicHalf(engine, key), (half) =>
    andThen(generateKey(request), (ephemeral) =>
      andThen(publicMaterial(engine, ephemeral), (material) =>
        andThen(agree(agreementOn(key), ephemeral, partsOf(half).held), (secret) => {
          const header: JsonObject = { epk: writeJwk(material, {}, engine.codec) }
          if (apu !== undefined) header.apu = engine.codec.base64urlEncode(apu)
          if (apv !== undefined) header.apv = engine.codec.base64urlEncode(apv)
          const parties = { apu: apu ?? nothing, apv: apv ?? nothing }
          return andThen(concatKdf(engine, secret as Bytes, name, parties, bits), (derived) => ({ derived, header }))
        }),
      ),
    ),
  )
}

function agreeAsRecipient(
  engine: Engine,
  key: Key,
  header: ParsedHeader,
  name: string,
  bits: number,
): Maybe<Bytes | undefined> {
  const parties: Parties = { apu: header.apu ?? nothing, apv: header.apv ?? nothing }
  return andThen(recipientEpk(engine, key, header), (epk) =>
    andThen(engine.primitives.agree(agreementOn(key), partsOf(key).held, epk), (secret) =>
      secret === undefined ? undefined : concatKdf(engine, secret, name, parties, bits),
    ),
  )
}

function agreementOn({ crv }: Key): AgreementPrimitive {
  return { name: 'ECDH', curve: crv as AgreementPrimitive['curve'] }
}
