import type { Explained } from '../explained.ts'

export const ofJws: Explained = {
  'jws/header.ts': {
    'an empty list is understood: the condition saves time only': [
      [
        "if (crit.length > 0) checkUnderstood(crit, ['b64', ...understood], malformedHeader)",
        'true',
        'crit.length >= 0',
      ],
    ],
  },
  'jws/sign.ts': {
    'the text of a detached payload that is not encoded is used nowhere': [
      [
        "const text = b64 ? engine.codec.base64urlEncode(octets) : detached ? '' : unencoded(engine, octets)",
        '"Stryker was here!"',
      ],
    ],
  },
  'jws/verify.ts': {
    'the payload was canonical: encoded again it is the same text': [
      [
        'parsed.b64 && !detached ? segments.signingInput : signingInput(engine, segments.header, parsed.b64, payload)',
        'false',
      ],
    ],
    'the octets are measured as well: this one saves making them': [
      [
        "if (typeof payload === 'string' && payload.length > engine.limits.jws) throw tooLarge('The payload')",
        'false',
        '""',
      ],
    ],
  },
}
