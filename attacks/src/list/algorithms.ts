import { type Attack, attack } from '../attack.ts'
import { secret, segment, signed } from '../craft.ts'
import { ofServer, pkcs1, rsa, signedBy, stranger } from '../keys.ts'

const claims = { sub: 'me' }
const good = { token: signed({ alg: 'HS256', typ: 'JWT' }, claims), secret }

/** The token chooses how it is verified. */
export const algorithms: readonly Attack[] = [...none(), ...confusion(), ...embedded()]

function none(): readonly Attack[] {
  const unsigned = (header: object): string => `${segment(header)}.${segment({ sub: 'admin' })}.`
  const spellings = ['none', 'None', 'NONE', 'nOnE', 'none ', '', 'foo', null, ['HS256'], undefined]
  const named = (alg: unknown): string => (alg === undefined ? 'no alg' : `alg ${JSON.stringify(alg)}`)
  return [
    ...spellings.map((alg) =>
      attack('none and unknown alg', `${named(alg)}, no signature`, 'secret', good, {
        token: unsigned({ alg }),
        secret,
      }),
    ),
    ...['none', 'foo', 'hs256', ['HS256']].map((alg) =>
      attack('none and unknown alg', `${named(alg)}, and a good MAC`, 'secret', good, {
        token: signed({ alg }, claims),
        secret,
      }),
    ),
    attack('none and unknown alg', 'alg "HS256", no signature', 'secret', good, {
      token: unsigned({ alg: 'HS256' }),
      secret,
    }),
    attack('none and unknown alg', 'alg "none" for a public key', 'publicKey', ofServer(['RS256']), {
      token: unsigned({ alg: 'none' }),
      pem: rsa.pem,
      algorithms: ['RS256'],
    }),
  ]
}

/** The key of the server is public, and taken for a secret. */
function confusion(): readonly Attack[] {
  const texts: { readonly [what: string]: string } = {
    'an SPKI PEM': rsa.pem,
    'a PKCS#1 PEM': pkcs1,
    'a certificate': rsa.certificate,
    'a PEM after a BOM': `\ufeff${rsa.pem}`,
    'a PEM after a space': ` ${rsa.pem}`,
    'a PEM after a NUL': `\0${rsa.pem}`,
    'a PEM after a comment': `# our key\n${rsa.pem}`,
    'a PEM with CRLF': rsa.pem.replaceAll('\n', '\r\n'),
    'a PEM with doubled spaces': rsa.pem.replaceAll(' ', '  '),
    'the text of a JWK': JSON.stringify(rsa.jwk),
    'the text of a JWKS': JSON.stringify({ keys: [rsa.jwk] }),
  }
  const header = { alg: 'HS256', typ: 'JWT' }
  const bad = (text: string): string => signed(header, { sub: 'admin' }, text)
  return [
    ...Object.entries(texts).map(([what, text]) =>
      attack('a public key as HMAC secret', `${what} as the secret`, 'secret', good, {
        token: bad(text),
        secret: text,
      }),
    ),
    attack(
      'a public key as HMAC secret',
      'HS256 for a public key, where both are allowed',
      'publicKey',
      ofServer(['RS256', 'HS256']),
      {
        token: bad(rsa.pem),
        pem: rsa.pem,
        algorithms: ['RS256', 'HS256'],
      },
    ),
    attack('empty keys', 'an empty secret, and a MAC by it', 'secret', good, {
      token: signed(header, claims, ''),
      secret: '',
    }),
  ]
}

function embedded(): readonly Attack[] {
  const bad = (members: object): string => signedBy(stranger.private, { alg: 'RS256', ...members }, { sub: 'admin' })
  const given = (token: string) => ({ token, pem: rsa.pem, algorithms: ['RS256'] })
  const places: { readonly [what: string]: object } = {
    jwk: { jwk: stranger.jwk },
    'jku and kid': { jku: 'http://127.0.0.1:9/jwks.json', kid: 'stranger' },
    'x5u and x5c': { x5u: 'http://127.0.0.1:9/cert.pem', x5c: ['AAAA'] },
  }
  return Object.entries(places).map(([what, members]) =>
    attack('embedded keys', `the key of a stranger in ${what}`, 'publicKey', ofServer(['RS256']), given(bad(members))),
  )
}
