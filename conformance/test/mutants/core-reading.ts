import type { CoreMutant } from './core-mutant.ts'

const header = 'token/header.ts'
const jweHeader = 'jwe/header.ts'
const decrypt = 'jwe/decrypt.ts'
const takeApart = 'jwe/take-apart.ts'
const content = 'jwe/content.ts'

/** Rules about tokens that come in, each left out. */
export const readingMutants: readonly CoreMutant[] = [
  {
    what: 'a name may stand in two places of a header',
    changes: [
      [
        header,
        "if (Object.keys(place).some((name) => hasOwn(header, name))) throw refuse('has a member in two places')",
        '',
      ],
    ],
    caughtBy: ['jwe json strict'],
  },
  {
    what: 'an extension that nobody understands is passed over',
    changes: [[jweHeader, '  checkUnderstood(\n    crit,', '  checkUnderstood(\n    [],']],
    caughtBy: ['jwe header'],
  },
  {
    what: 'crit may list what the specifications define',
    changes: [[header, '!registered.includes(name) && ', '']],
    caughtBy: ['jwe header'],
  },
  {
    what: 'crit counts where nothing protects it',
    changes: [[header, "own(inside, 'crit')", "own(header, 'crit')"]],
    caughtBy: ['jwe header'],
  },
  {
    what: 'crit may name the same extension twice',
    changes: [[header, 'new Set(crit).size === crit.length &&', '']],
    caughtBy: ['jwe header'],
  },
  {
    what: 'what crit names need not be there',
    changes: [[header, ' && hasOwn(inside, name))', ')']],
    caughtBy: ['jwe header'],
  },
  {
    what: 'a header with crit is remembered for callers who do not understand it',
    changes: [[takeApart, "'iv', 'crit'].every", "'iv'].every"]],
    caughtBy: ['jwe header'],
  },
  {
    what: 'zip counts where nothing protects it',
    changes: [[jweHeader, " || !hasOwn(places.protected, 'zip')", '']],
    caughtBy: ['jwe strict'],
  },
  {
    what: 'any zip is DEF',
    changes: [[jweHeader, "zip !== 'DEF' || ", '']],
    caughtBy: ['encryption findings'],
  },
  {
    what: 'the IV and the tag of AES-GCM key wrapping have any length',
    changes: [[jweHeader, 'iv?.length !== 12 || tag?.length !== 16', 'iv === undefined || tag === undefined']],
    caughtBy: ['jwe parameters'],
  },
  {
    what: 'every alg is allowed',
    changes: [[jweHeader, '!algorithms.includes(header.alg) || ', '']],
    caughtBy: ['jwe allowed'],
  },
  {
    what: 'every enc is allowed',
    changes: [[jweHeader, ' || !encryptions.includes(header.enc)', '']],
    caughtBy: ['jwe allowed'],
  },
  {
    what: 'RSA1_5 and passwords need not be asked for',
    changes: [['jwe/allowed.ts', "status === 'current'", 'status !== undefined']],
    caughtBy: ['jwe allowed'],
  },
  {
    what: 'an IV has any length',
    changes: [[decrypt, 'if (iv.length !== sizes.iv)', 'if (iv.length > 1000)']],
    caughtBy: ['jwe parameters'],
  },
  {
    what: 'a tag may be short',
    changes: [[decrypt, 'if (tag.length !== sizes.tag)', 'if (tag.length > sizes.tag)']],
    caughtBy: ['jwe parameters'],
  },
  {
    what: 'a short tag is compared as far as it goes',
    changes: [
      [decrypt, 'if (tag.length !== sizes.tag)', 'if (tag.length > sizes.tag)'],
      [content, 'equalInConstantTime(expected, tag)', 'equalInConstantTime(expected.slice(0, tag.length), tag)'],
    ],
    caughtBy: ['jwe parameters'],
  },
  {
    what: 'the tag of CBC is not compared',
    changes: [[content, 'equalInConstantTime(expected, tag)', 'true']],
    caughtBy: ['jwe algorithms', 'jwe failure', 'jwe own key'],
  },
  {
    what: 'CBC is decrypted before its tag is looked at',
    changes: [
      [
        content,
        'equalInConstantTime(expected, tag) ? decrypt(cipherOf(enc), key.cipher, iv, ciphertext) : undefined',
        'andThen(decrypt(cipherOf(enc), key.cipher, iv, ciphertext), (plain) => equalInConstantTime(expected, tag) ? plain : undefined)',
      ],
    ],
    caughtBy: ['jwe failure'],
  },
  {
    what: 'dir and ECDH-ES may have an encrypted key',
    changes: [[decrypt, 'if (encryptedKey.length > 0)', 'if (encryptedKey.length > 1e6)']],
    caughtBy: ['jwe parameters'],
  },
  {
    what: 'dir and ECDH-ES may have several recipients',
    changes: [[decrypt, 'if (recipients > 1)', 'if (recipients > 1e6)']],
    caughtBy: ['jwe limits'],
  },
  {
    what: 'recipients may have different enc',
    changes: [[takeApart, 'if (encs.size > 1)', 'if (encs.size > 99)']],
    caughtBy: ['jwe json strict'],
  },
  {
    what: 'the flattened and the general form mix',
    changes: [
      [takeApart, "if (hasOwn(token, 'header') || hasOwn(token, 'encrypted_key'))", 'if (recipients === null)'],
    ],
    caughtBy: ['jwe json strict'],
  },
]
