import type { Operations } from '../modes.ts'
import { craft, flipped, octetsOf, replaced, segment } from '../suites/craft.ts'
import { der, joined } from '../suites/der.ts'
import { type KeyName, signers, testKeys, verifierOf } from '../suites/test-keys.ts'
import { type BadInput, type Call, needing } from './verdicts.ts'

type Change = (signature: Uint8Array, token: string) => Uint8Array | undefined

const signatures: { readonly [what: string]: Change } = {
  'its first bit changed': (made) => flipped(made, 0),
  'its last bit changed': (made) => flipped(made),
  'a bit in the middle changed': (made) => flipped(made, made.length >> 1),
  'no octet': () => new Uint8Array(0),
  'one octet': (made) => made.slice(0, 1),
  'half of it': (made) => made.slice(0, made.length >> 1),
  'the last octet missing': (made) => made.slice(0, -1),
  'the first octet missing': (made) => made.slice(1),
  'a zero in front': (made) => joined([0], made),
  'a zero behind': (made) => joined(made, [0]),
  'twice the same': (made) => joined(made, made),
  'zeros alone': (made) => new Uint8Array(made.length),
  'ones alone': (made) => new Uint8Array(made.length).fill(255),
  'its octets in reverse': (made) => made.slice().reverse(),
  'its halves exchanged': (made) => joined(made.slice(made.length >> 1), made.slice(0, made.length >> 1)),
  'r = s = 1': (made) => {
    const one = joined(new Uint8Array((made.length >> 1) - 1), [1])
    return joined(one, one)
  },
  'DER instead of r‖s': (made) => {
    const half = made.length >> 1
    const integer = (octets: Uint8Array): Uint8Array => der(2, [0], octets)
    return der(0x30, integer(made.slice(0, half)), integer(made.slice(half)))
  },
}

/** Tokens that nobody signed: by each algorithm, with signatures of all the wrong kinds. */
export function badTokens(): readonly BadInput[] {
  return signers.flatMap((signer) => {
    const [algorithm, name] = signer
    const key = verifierOf(name)
    const title = `${algorithm} with the ${name} key`
    const changed = Object.entries(signatures).map(([what, change]) =>
      row(`${title}: a signature that is ${what}`, signer, (token) => {
        const octets = change(octetsOf(token)[2] as Uint8Array, token) as Uint8Array
        return (o) => bothOf(o, replaced(token, 2, octets), key, [algorithm])
      }),
    )
    return [
      ...changed,
      row(`${title}: another payload`, signer, (token) => (o) => {
        const [header, , signature] = token.split('.')
        return bothOf(o, `${header}.${segment({ sub: 'you' })}.${signature}`, key, [algorithm])
      }),
      row(`${title}: another header`, signer, (token) => (o) => {
        const [, payload, signature] = token.split('.')
        const headers = [{ alg: algorithm }, { alg: 'none' }, { alg: 'HS256' }, { alg: algorithm, crit: ['x'], x: 1 }]
        return headers.flatMap((header) =>
          [[algorithm], [algorithm, 'HS256']].flatMap((algorithms) =>
            bothOf(o, `${segment(header)}.${payload}.${signature}`, key, algorithms),
          ),
        )
      }),
      row(
        `${title}: no canonical base64url`,
        signer,
        (token) => (o) =>
          [
            `${token}=`,
            `${token} `,
            `${token}A`,
            token.slice(0, -1),
            token.replace(/.$/, '!'),
            `${token}.`,
            '',
          ].flatMap((each) => bothOf(o, each, key, [algorithm])),
      ),
      row(
        `${title}: the key of another algorithm`,
        signer,
        (token) => (o) =>
          signers
            // Where the backends lack that key, they lack it in their own ways.
            .filter(([, other]) => other !== name && (other === 'HS256' || other === 'RS256' || other === 'ES256'))
            .flatMap(([, other]) => [verifierOf(other), [verifierOf(other)], { keys: [verifierOf(other)] }])
            .flatMap((other) => bothOf(o, token, other, [algorithm])),
      ),
    ]
  })
}

function row(
  title: string,
  [algorithm, name]: readonly [string, KeyName],
  calls: (token: string) => (o: Operations) => readonly Call[],
): BadInput {
  return {
    title,
    ...needing(name),
    prepare: async (first) =>
      calls(await craft(first, { alg: algorithm, typ: 'JWT' }, { sub: 'me' }, testKeys[name].private, algorithm)),
  }
}

/** The token, read as a JWS and as a JWT, and its signature by the key itself. */
function bothOf(o: Operations, token: string, key: unknown, algorithms: readonly string[]): readonly Call[] {
  return [() => o.verify(token, key, { algorithms }), () => o.decode(token, key, { algorithms })]
}
