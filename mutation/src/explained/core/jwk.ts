import type { Explained } from '../explained.ts'

export const ofJwk: Explained = {
  'jwk/candidates.ts': {
    'a key that is ready is found again below, by the longer way': [
      ['const variant = ready && use.fit(engine, ready)', ['ready && use.fit(engine, ready)', 'true', 'false']],
      [
        "if (ready !== undefined && typeof variant === 'object') return [{ key: ready, variant }]",
        ["ready !== undefined && typeof variant === 'object'", 'false'],
        ['ready !== undefined', 'ready === undefined'],
        ["'object'", '""'],
      ],
    ],
    'there is no use for what is no key': [
      [
        "if (ready !== undefined && typeof variant === 'object') return [{ key: ready, variant }]",
        ['ready !== undefined', 'true'],
      ],
    ],
    'the key has failed for the algorithm itself, and does so again': [
      [
        'const others = allowed.filter((name) => name !== use.name)',
        ['allowed.filter((name) => name !== use.name)', 'allowed'],
        ['name !== use.name', 'true'],
      ],
    ],
    'names of other algorithms were refused with the options: the condition is for the compiler': [
      ['if (another === undefined) return undefined', ['another === undefined', 'false']],
    ],
  },
  'jwk/construct.ts': {
    'an algorithm that is not given is of no kind of key': [
      [
        'const types = algorithm === undefined ? undefined : keyTypesOf(algorithm)',
        ['algorithm === undefined', 'false'],
      ],
    ],
    'an algorithm without kinds of keys was refused before: it is for the compiler': [
      ['if (!types?.includes(key.kty)) {', ['types?.includes', 'types.includes']],
    ],
    'secrets alone are judged by the variant, and HMAC has one': [
      ['const variant = signature?.variants.find(({ crv }) => crv === key.crv)', ['crv === key.crv', 'true']],
    ],
    'the key of dir has no size of its own, and there is no content encryption of that name': [
      [
        "if (alg !== undefined && alg.management !== 'direct') return managementWeakness(engine, key, alg)",
        ["alg.management !== 'direct'", 'true'],
        ["'direct'", '""'],
      ],
    ],
    'a key on no curve of the algorithm was refused before: the conditions are for the compiler': [
      [
        'if (signature !== undefined && variant !== undefined) return signingWeakness(engine, key, signature, variant)',
        ['signature !== undefined', 'true'],
        ['variant !== undefined', 'true'],
        ['signature !== undefined && variant !== undefined', 'signature !== undefined || variant !== undefined'],
      ],
    ],
  },
  'jwk/fit.ts': {
    'a verdict that is found anew is the same: it is remembered to save time': [
      [
        'if (known !== undefined && known.engine === engine && known.algorithm === algorithm) return known.verdict',
        ['known !== undefined && known.engine === engine && known.algorithm === algorithm', 'false'],
      ],
      ['fits[operation] = { engine, algorithm, verdict }', ['{ engine, algorithm, verdict }', '{}']],
    ],
    'who may sign has been told so above': [
      [
        "return type === 'private' && operation === 'verify' && operations.includes('sign')",
        ["operation === 'verify'", 'true'],
      ],
    ],
  },
  'jwk/generate.ts': {
    'a thumbprint is of the numbers alone': [
      ['return andThen(thumbprint(engine, engine.newKey(held, { algorithm })), (name) =>', ['{ algorithm }', '{}']],
    ],
    'an algorithm has one variant at least: it is for the compiler': [
      [
        'const bits = (signature?.variants[0]?.signatureBytes ?? 0) * 8 || management?.bits || encryption?.cekBits',
        ['signature?.variants[0]?.signatureBytes', 'signature?.variants[0].signatureBytes'],
      ],
    ],
  },
  'jwk/key.ts': {
    'that the brand is there is what counts, not what it says': [
      ['Object.defineProperty(this, brand, { value: true })', ['{ value: true }', '{}'], ['true', 'false']],
    ],
    'the next case answers likewise for a secret': [
      ["case 'oct':", ["case 'oct': return material.bits", "case 'oct':"]],
    ],
  },
  'jwk/key-from.ts': {
    'a text that is nested deeper has been refused before it was parsed': [
      ['const jwk = parseJsonObject(text, { depth }, refuse)', ['{ depth }', '{}']],
    ],
    'no backend signs by X25519 or X448, nor by what is no primitive': [
      [": kind.startsWith('X')", ["kind.startsWith('X')", "kind.endsWith('X')"]],
      ['? []', ['[]', '["Stryker was here"]']],
    ],
  },
  'jwk/key-ring.ts': {
    'all the turns before it are over by then': [['() => before,', ['() => before', '() => undefined']]],
  },
  'jwk/key-memory.ts': {
    'octets that are remembered member by member are compared likewise: it takes longer': [
      ['if (isBytes(input)) return Uint8Array.from(input)', ['isBytes(input)', 'false']],
      ['if (isBytes(snapshot)) return equalBytes(input as Uint8Array, snapshot)', ['isBytes(snapshot)', 'false']],
    ],
    'nothing is found of what is no object': [
      [
        "if (typeof input !== 'object' || input === null || isKey(input)) return undefined",
        ["typeof input !== 'object' || input === null || isKey(input)", 'false'],
      ],
    ],
  },
  'jwk/key-set.ts': {
    'an index that is made anew, and all members looked at: what is remembered saves time': [
      ['if (known !== undefined) return known', ['known !== undefined', 'false']],
      ['indexes.set(jwks, index)', ['indexes.set(jwks, index)', ';']],
      ['const looked = found.length > 0 ? found : this.members', ['found.length > 0', 'false']],
    ],
    'an index that was just made of the set fits it, unless a member is a getter that changes its answer': [
      ['return index.matching(jwks, kid) ?? []', ['[]', '["Stryker was here"]']],
    ],
  },
  'jwk/members.ts': {
    'lists that never change have no octets in them: it saves a copy of the list': [
      [
        'return andThen(advance(engine, { members, kept: true, use, kid: undefined }, nothing), (search) => {',
        ['true', 'false'],
      ],
    ],
    'a second copy is as good as the first': [
      [
        'const rest = quest.kept ? quest : { ...quest, members: members.map(copyOfMember), kept: true }',
        ['true', 'false'],
      ],
    ],
    'flattened, one list is itself: it saves a copy': [
      [
        'const found = searches.length === 1 ? (searches[0] as Search<V>).found : searches.flatMap(({ found }) => found)',
        ['searches.length === 1', 'false'],
      ],
    ],
    'a slice of as many is all of them': [
      [
        'if (found.length > engine.limits.keys) return found.slice(0, engine.limits.keys)',
        ['found.length > engine.limits.keys', 'found.length >= engine.limits.keys'],
      ],
    ],
    'a crv that is no text makes a bad key, which is passed over when it is built': [
      [
        "(typeof crv === 'string' && (kty === 'EC' || kty === 'OKP') && !isKindOf(crv, use)) ||",
        ["typeof crv === 'string'", 'true'],
      ],
    ],
  },
  'jwk/operations.ts': {
    'only of a MAC the signature stays text: the condition is for the compiler': [
      [
        "if (typeof signature === 'string') return false",
        ["typeof signature === 'string'", 'false'],
        ["'string'", '""'],
        ['false', 'true'],
      ],
    ],
  },
  'jwk/own-signature.ts': {
    'no algorithm is named undefined: the condition is for the compiler': [
      [
        'const algorithm = key.algorithm === undefined ? undefined : signatureAlgorithms[key.algorithm]',
        ['key.algorithm === undefined', 'false'],
      ],
    ],
  },
  'jwk/remembered.ts': {
    'a key is adopted below, by the longer way': [
      [
        "if (typeof input === 'object' && input !== null && isKey(input)) return adoptKey(engine, input)",
        ["typeof input === 'object' && input !== null && isKey(input)", 'false'],
        ["'object'", '""'],
      ],
    ],
  },
  'jwk/weakness.ts': {
    'what wraps by a secret has a size, passwords aside: the condition is for the compiler': [
      [
        "return key.kty === 'oct' && alg.bits !== undefined ? lengthFault(key, alg.name, alg.bits) : undefined",
        ['alg.bits !== undefined', 'true'],
      ],
    ],
  },
}
