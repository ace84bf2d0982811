// Which elements DER of a key and of a certificate has, and that it has no others.
import { describe, expect, it } from 'vitest'
import certificates from '../../../conformance/vectors/certificates.json' with { type: 'json' }
import { context, type Element, elements, encode, inside, tags } from '../src/encoding/der.ts'
import { parseKeyDer } from '../src/jwk/der.ts'
import { encodeOid, mlDsaOids } from '../src/jwk/oids.ts'
import { derOf } from './encodings.ts'

const { sequence, octetString, bitString, integer } = tags
const written = ({ tag, content }: Element): Uint8Array => encode(tag, content)
const certificate = inside(derOf(certificates.ES256))
const [body, ...signature] = certificate as [Element, ...Element[]]
const fields = elements(body.content)

/** A certificate of those fields, and with more behind its signature. */
function certificateOf(its: readonly Uint8Array[], ...more: readonly Uint8Array[]): Uint8Array {
  return encode(sequence, encode(sequence, ...its), ...signature.map(written), ...more)
}

describe('a certificate', () => {
  const all = fields.map(written)
  const version1 = all.slice(1, 7)
  const unique = (number: number): Uint8Array => encode(context(number, false), Uint8Array.of(0, 1))

  it('is read whatever its version, with its unique identifiers', () => {
    const { material } = parseKeyDer(derOf(certificates.ES256))
    const [extensions] = all.slice(7)
    expect(parseKeyDer(certificateOf(version1))).toEqual({ form: 'x509', material })
    for (const identifiers of [[unique(1)], [unique(2)], [unique(1), unique(2)]]) {
      const its = [...all.slice(0, 7), ...identifiers, extensions as Uint8Array]
      expect(parseKeyDer(certificateOf(its))).toEqual({ form: 'x509', material })
    }
  })

  it.each([
    ['an element behind its signature', certificateOf(all, encode(tags.null))],
    ['its unique identifiers in another order', certificateOf([...version1, unique(2), unique(1)])],
    ['a constructed unique identifier', certificateOf([...version1, encode(context(2), encode(tags.null))])],
    [
      'an element behind its key',
      certificateOf([
        ...version1.slice(0, 5),
        encode(sequence, ...elements((fields[6] as Element).content).map(written), encode(tags.null)),
      ]),
    ],
  ])('has not %s', (_, der) => {
    expect(() => parseKeyDer(der)).toThrow()
  })
})

it('the seed of ML-DSA stands beside an expanded key in octets, or alone', () => {
  const seed = encode(octetString, new Uint8Array(32).fill(7))
  const pkcs8 = (...both: readonly Uint8Array[]): Uint8Array =>
    encode(
      sequence,
      encode(integer, Uint8Array.of(0)),
      encode(sequence, encodeOid(mlDsaOids['ML-DSA-44'])),
      encode(octetString, encode(sequence, ...both)),
    )
  expect(parseKeyDer(pkcs8(seed, encode(octetString, new Uint8Array(2560)))).form).toBe('pkcs8')
  for (const other of [encode(integer, Uint8Array.of(1)), encode(bitString, Uint8Array.of(0))])
    expect(() => parseKeyDer(pkcs8(seed, other))).toThrow('not well-formed')
})
