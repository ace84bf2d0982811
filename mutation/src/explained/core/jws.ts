import type { Explained } from '../explained.ts'

export const ofJws: Explained = {
  'jws/embedded.ts': {
    'only asymmetric algorithms are allowed, so that none was refused before': [
      [
        'if (algorithm === undefined) throw new JWSAlgorithmError()',
        ['algorithm === undefined', 'false'],
        ['throw new JWSAlgorithmError()', ';'],
      ],
    ],
    'how a text is read: here it is a JWK': [
      ["() => andThen(keyFrom(engine, jwk, 'asymmetric'), checkEffort),", ["'asymmetric'", '""']],
    ],
  },
  'jws/header.ts': {
    'an empty list is understood: the condition saves time only': [
      [
        "if (crit.length > 0) checkUnderstood(crit, ['b64', ...understood], malformedHeader)",
        ['crit.length > 0', 'true', 'crit.length >= 0'],
      ],
    ],
  },
  'jws/one-signature.ts': {
    'a MAC is compared as octets likewise: to keep it as text saves time': [
      [
        "if (algorithm?.kty === 'oct' && segment.length <= longestMac && isCanonical(segment)) return segment",
        ["algorithm?.kty === 'oct' && segment.length <= longestMac && isCanonical(segment)", 'false'],
        ["'oct'", '""'],
        ['segment.length <= longestMac', 'true', 'segment.length < longestMac', 'segment.length > longestMac'],
      ],
    ],
  },
  'jws/segments.ts': {
    'six segments or more: five is what it is asked for': [
      [
        "for (let at = text.indexOf('.'); at !== -1 && segments < 6; at = text.indexOf('.', at + 1)) segments++",
        ['segments < 6', 'segments <= 6'],
      ],
    ],
  },
  'jws/sign-json.ts': {
    'the text of a detached payload that is not encoded is used nowhere': [
      [
        "const text = b64 ? engine.codec.base64urlEncode(octets) : detached ? '' : textOf(engine, octets)",
        ["''", '"Stryker was here!"'],
      ],
    ],
  },
  'jws/sign.ts': {
    'no other than the algorithm of the header is asked for either way': [
      [
        'return andThen(candidates(engine, keys, signingBy(algorithm), header.kid, [header.alg]), ([first]) => first)',
        ['[header.alg]', '[]'],
      ],
    ],
    'the text of a detached payload that is not encoded is used nowhere': [
      [
        "const text = b64 ? engine.codec.base64urlEncode(octets) : detached ? '' : unencoded(engine, octets)",
        ["''", '"Stryker was here!"'],
      ],
    ],
  },
  'jws/verify-json.ts': {
    'the payload was canonical: encoded again it is the same text': [
      [
        'const encoded = detached === undefined ? text : engine.codec.base64urlEncode(payload)',
        ['detached === undefined', 'false'],
      ],
    ],
  },
  'jws/verify.ts': {
    'the payload was canonical: encoded again it is the same text': [
      [
        'parsed.b64 && !detached ? segments.signingInput : signingInput(engine, segments.header, parsed.b64, payload)',
        ['parsed.b64 && !detached', 'false'],
      ],
    ],
  },
}
