import type { CoreMutant } from './core-mutant.ts'

const decrypt = 'jwe/decrypt.ts'
const encrypt = 'jwe/encrypt.ts'
const encryptJson = 'jwe/encrypt-json.ts'
const takeApart = 'jwe/take-apart.ts'
const content = 'jwe/content.ts'
const epk = 'jwe/epk.ts'
const kdf = 'jwe/concat-kdf.ts'
const management = 'jwe/management.ts'
const use = 'jwe/use.ts'
const received = 'received?.length === substitute.length ? received : substitute'

/** Rules about keys, and how they and the content are put together, each left out. */
export const keyRuleMutants: readonly CoreMutant[] = [
  {
    what: 'a content key has any length',
    changes: [[decrypt, received, 'received ?? substitute']],
    caughtBy: ['jwe failure'],
  },
  {
    what: 'a content key that does not unwrap is an error of its own',
    changes: [
      [
        decrypt,
        received,
        "received ?? ((): never => { throw new JWEError('The content key does not unwrap', 'ERR_JWE_DECRYPTION') })()",
      ],
    ],
    caughtBy: ['jwe failure'],
  },
  {
    what: 'a content key that does not unwrap ends it all at once',
    changes: [
      [
        decrypt,
        received,
        'received?.length === substitute.length ? received : ((): never => { throw new JWEInvalidAuth() })()',
      ],
    ],
    caughtBy: ['jwe failure'],
  },
  {
    what: 'in place of a content key that does not unwrap there are zeros',
    changes: [
      [
        decrypt,
        'const substitute = engine.backend.random(enc.cekBits / 8)',
        'const substitute = new Uint8Array(enc.cekBits / 8)',
      ],
    ],
    caughtBy: ['encryption findings'],
  },
  {
    what: 'an encrypted key of a length that none has is worked on',
    changes: [[decrypt, 'if (encryptedKey.length !== encryptedLength(usable))', 'if (encryptedKey.length > 1e6)']],
    caughtBy: ['encryption findings'],
  },
  {
    what: 'the header is not authenticated',
    changes: [
      [decrypt, 'asciiBytes(additional)', "asciiBytes('')"],
      [encrypt, 'asciiBytes(additional)', "asciiBytes('')"],
    ],
    caughtBy: ['jwe algorithms', 'jwe vectors'],
  },
  {
    what: 'the additional data of JSON forms are not authenticated',
    changes: [
      [takeApart, "aad === undefined ? (inside ?? '') : ", "aad !== '' ? (inside ?? '') : "],
      [encryptJson, "aad === '' ? segment", "aad !== '.' ? segment"],
    ],
    caughtBy: ['jwe json'],
  },
  {
    what: 'the length of the additional data is in bytes',
    changes: [[content, 'additional.length * 8', 'additional.length']],
    caughtBy: ['jwe vectors'],
  },
  {
    what: 'the halves of the key of CBC are exchanged',
    changes: [
      [content, 'cek.slice(0, half)', 'cek.slice(half, half * 2)'],
      [content, 'cek.slice(half) ', 'cek.slice(0, half) '],
    ],
    caughtBy: ['jwe vectors'],
  },
  {
    what: 'IVs are zeros',
    changes: [[content, 'engine.backend.random(sizes.iv)', 'new Uint8Array(sizes.iv)']],
    caughtBy: ['jwe algorithms'],
  },
  {
    what: 'the IV of AES-GCM key wrapping is zeros',
    changes: [[management, 'const iv = engine.backend.random(12)', 'const iv = new Uint8Array(12)']],
    caughtBy: ['encryption findings'],
  },
  {
    what: 'the salt of passwords is zeros',
    changes: [[management, 'const salt = engine.backend.random(16)', 'const salt = new Uint8Array(16)']],
    caughtBy: ['encryption findings'],
  },
  {
    what: 'the salt of passwords has no name of the algorithm',
    changes: [[management, 'concat(asciiBytes(`$' + '{name}\\0`), salt)', 'salt']],
    caughtBy: ['jwe vectors'],
  },
  {
    what: 'an agreement does not know its parties',
    changes: [
      [
        kdf,
        '...withLength(apu), ...withLength(apv)',
        '...withLength(new Uint8Array(0)), ...withLength(new Uint8Array(0))',
      ],
    ],
    caughtBy: ['jwe vectors'],
  },
  {
    what: 'an agreement exchanges its parties',
    changes: [[kdf, '...withLength(apu), ...withLength(apv)', '...withLength(apv), ...withLength(apu)']],
    caughtBy: ['jwe vectors'],
  },
  {
    what: 'ECDH-ES derives by the name of the alg',
    changes: [
      [
        management,
        'agreeAsSender(engine, key, enc.name, enc.cekBits, parameters)',
        "agreeAsSender(engine, key, 'ECDH-ES', enc.cekBits, parameters)",
      ],
      [
        management,
        'agreeAsRecipient(engine, key, header, enc.name, enc.cekBits)',
        "agreeAsRecipient(engine, key, header, 'ECDH-ES', enc.cekBits)",
      ],
    ],
    caughtBy: ['jwe vectors'],
  },
  {
    what: 'an ephemeral key may be private',
    changes: [[epk, "if (hasOwn(epk, 'd'))", "if (hasOwn(epk, 'dd'))"]],
    caughtBy: ['jwe parameters'],
  },
  {
    what: 'an ephemeral key is not checked',
    changes: [[epk, 'checkMaterial(material)', '']],
    caughtBy: ['jwe parameters'],
  },
  {
    what: 'an ephemeral key may be on another curve',
    changes: [[epk, ' && material.crv === key.crv', '']],
    caughtBy: ['jwe parameters'],
  },
  {
    what: 'the policy has nothing against algorithms',
    changes: [[use, 'if (refusal !== undefined) return refusal', '']],
    caughtBy: ['jwe policy', 'jwe allowed'],
  },
  {
    what: 'the policy has nothing against RSA exponents',
    changes: [['jwk/weakness.ts', 'toBigInt(e) < policy.minimumRsaExponent', 'toBigInt(e) < 3n']],
    caughtBy: ['jwe policy'],
  },
  {
    what: 'the policy has nothing against keys for encryption',
    changes: [[use, 'if (weakness !== undefined) return weakness', '']],
    caughtBy: ['jwe policy', 'jwe keys'],
  },
  {
    what: 'the alg of a key says nothing about encryption',
    changes: [[use, '!algsOf(encryption).includes(key.algorithm)', 'key.algorithm === encryption.alg.name + "?"']],
    caughtBy: ['jwe keys'],
  },
  {
    what: 'the use of a key says nothing about encryption',
    changes: [[use, "key.use !== 'enc'", "key.use === 'no'"]],
    caughtBy: ['jwe keys'],
  },
  {
    what: 'the key_ops of a key say nothing about encryption',
    changes: [[use, 'if (!mayDo(key, alg, side))', "if (side === 'encrypt' && alg.name === '')"]],
    caughtBy: ['jwe keys'],
  },
  {
    what: 'a key for RSA1_5 unwraps by itself',
    changes: [['jwe/own-key.ts', " && side === 'encrypt'", '']],
    caughtBy: ['encryption findings'],
  },
]
