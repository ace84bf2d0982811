import { type Attack, attack, costly } from '../attack.ts'
import { secret, segment, signed, withOctets } from '../craft.ts'
import { ec, rsa, signedBy, small } from '../keys.ts'

const order = Buffer.from('ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551', 'hex')
const zeros = Buffer.alloc(32)
const one = Buffer.concat([Buffer.alloc(31), Buffer.of(1)])

/** Signatures that are not exactly what the algorithm makes, and weak keys. */
export const signatures: readonly Attack[] = [...ecdsa(), ...pkcs1(), ...several()]

function ecdsa(): readonly Attack[] {
  const token = signedBy(ec.private, { alg: 'ES256', typ: 'JWT' })
  const good = { token, pem: ec.pem, algorithms: ['ES256'] }
  const changes: { readonly [what: string]: (made: Buffer) => Uint8Array } = {
    'r = s = 0': () => Buffer.concat([zeros, zeros]),
    'r = 0': (made) => Buffer.concat([zeros, made.subarray(32)]),
    's = n': (made) => Buffer.concat([made.subarray(0, 32), order]),
    'r = n, s = 1': () => Buffer.concat([order, one]),
    'DER in place of r‖s': (made) => derOf(made.subarray(0, 32), made.subarray(32)),
    'an octet less': (made) => made.subarray(1),
    'an octet more': (made) => Buffer.concat([made, Buffer.of(0)]),
    'no octet': () => Buffer.alloc(0),
  }
  return [
    ...Object.entries(changes).map(([what, change]) =>
      attack('ECDSA values', `ES256: ${what}`, 'publicKey', good, { ...good, token: withOctets(token, 2, change) }),
    ),
    attack('ECDSA values', 'ES256 said, RS256 made and its key given', 'publicKey', good, {
      token: signedBy(rsa.private, { alg: 'ES256' }),
      pem: rsa.pem,
      algorithms: ['ES256'],
    }),
  ]
}

function derOf(...numbers: readonly Uint8Array[]): Buffer {
  const integers = numbers.map((number) => Buffer.concat([Buffer.of(2, number.length + 1, 0), number]))
  const all = Buffer.concat(integers)
  return Buffer.concat([Buffer.of(0x30, all.length), all])
}

function pkcs1(): readonly Attack[] {
  const token = signedBy(rsa.private, { alg: 'RS256', typ: 'JWT' })
  const good = { token, pem: rsa.pem, algorithms: ['RS256'] }
  const changes: { readonly [what: string]: (made: Buffer) => Uint8Array } = {
    'an octet less': (made) => made.subarray(0, -1),
    'a zero in front': (made) => Buffer.concat([Buffer.of(0), made]),
    'a zero behind': (made) => Buffer.concat([made, Buffer.of(0)]),
    'zeros alone': (made) => Buffer.alloc(made.length),
  }
  return [
    ...Object.entries(changes).map(([what, change]) =>
      attack('RSA PKCS#1 v1.5 laxity', `RS256: ${what}`, 'publicKey', good, {
        ...good,
        token: withOctets(token, 2, change),
      }),
    ),
    attack('RSA PKCS#1 v1.5 laxity', 'PS256 said, RS256 made', 'publicKey', good, {
      token: signedBy(rsa.private, { alg: 'PS256' }),
      pem: rsa.pem,
      algorithms: ['PS256', 'RS256'],
    }),
    attack('weak keys', 'RSA of 1024 bits', 'publicKey', good, {
      token: signedBy(small.private, { alg: 'RS256' }),
      pem: small.pem,
      algorithms: ['RS256'],
    }),
  ]
}

/** JSON forms, of which only some libraries have any. */
function several(): readonly Attack[] {
  const [head = '', payload = '', signature = ''] = signed({ alg: 'HS256' }, { sub: 'me' }).split('.')
  const good = { token: { payload, signatures: [{ protected: head, signature }] }, secret }
  const bad: { readonly [what: string]: object } = {
    'an empty list of signatures': { payload, signatures: [] },
    'no list at all': { payload },
    'the general and the flattened form, mixed': { ...good.token, protected: head, signature },
    'alg both protected and not': { payload, signatures: [{ protected: head, header: { alg: 'none' }, signature }] },
    'a protected header that is there and empty': {
      payload,
      signatures: [{ protected: '', header: { alg: 'HS256' }, signature }],
    },
    'crit that nothing protects': {
      payload,
      signatures: [{ protected: head, header: { crit: ['x'], x: 1 }, signature }],
    },
    'signatures that differ in b64': {
      payload,
      signatures: [
        { protected: head, signature },
        { protected: segment({ alg: 'HS256', b64: false, crit: ['b64'] }), signature },
      ],
    },
  }
  const row = (what: string, token: object): Attack => attack('many signatures', what, 'json', good, { token, secret })
  const wrong = { protected: head, signature: 'AAAA' }
  const many = [...Array(9999).fill(wrong), { protected: head, signature }]
  return [
    ...Object.entries(bad).map(([what, token]) => row(what, token)),
    costly(row('10,000 signatures, of which the last is good', { payload, signatures: many })),
  ]
}
