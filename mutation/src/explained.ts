/** A mutant that no test can notice, and why nobody could. */
export interface Explained {
  readonly file: string
  /** The line of the source where the mutant begins, trimmed. */
  readonly line: string
  /** What is written there instead, as the report of the living shows it; one or several. */
  readonly became: string | readonly string[]
  readonly why: string
}

export const explained: readonly Explained[] = [
  {
    file: 'packages/core/src/encoding/base64url.ts',
    line: 'if (index < bytes.length) {',
    became: ['true', 'index <= bytes.length'],
    why: 'what is written behind the end of a Uint8Array is dropped: the condition saves time only',
  },
  {
    file: 'packages/core/src/encoding/base64url.ts',
    line: 'if (at < bytes.length) bytes[at++] = group >> 16',
    became: ['true', 'at <= bytes.length'],
    why: 'what is written behind the end of a Uint8Array is dropped',
  },
  {
    file: 'packages/core/src/encoding/base64url.ts',
    line: 'if (at < bytes.length) bytes[at] = group >> 8',
    became: ['true', 'at <= bytes.length'],
    why: 'what is written behind the end of a Uint8Array is dropped',
  },
  {
    file: 'packages/core/src/encoding/large.ts',
    line: 'for (let start = 0; start < piece.length; start += copied) {',
    became: 'start <= piece.length',
    why: 'nothing is copied once more, and the event loop turns once more',
  },
  {
    file: 'packages/core/src/encoding/utf8.ts',
    line: 'if (units.length > 4096) {',
    became: 'units.length >= 4096',
    why: 'how many units become text at a time changes nothing of it',
  },
  {
    file: 'packages/core/src/token/header.ts',
    line: "if (depthOf(text) > headerDepth) throw refuse('is nested too deeply', 'ERR_LIMIT')",
    became: 'false',
    why: 'what is parsed is measured as well: this one spares engines whose JSON.parse calls itself',
  },
  {
    file: 'packages/core/src/token/serialization.ts',
    line: "if (typeof value === 'string') left -= value.length",
    became: ['false', 'left += value.length'],
    why: 'the text is measured as well: this one saves writing what is too large',
  },
  {
    file: 'packages/core/src/jwe/concat-kdf.ts',
    line: 'if (bits <= 256) return andThen(round(1), (first) => first.slice(0, bits / 8))',
    became: ['bits < 256', 'false'],
    why: 'a second round adds octets that are cut off again: it costs a hash, and changes nothing',
  },
  {
    file: 'packages/core/src/jwe/content.ts',
    line: 'const length = Uint8Array.of(0, 0, 0, bits / 2 ** 32, bits >>> 24, bits >>> 16, bits >>> 8, bits)',
    became: 'bits * 2 ** 32',
    why: 'only additional data of 512 MB has such a bit, and the product ends in an octet of zeros likewise',
  },
  {
    file: 'packages/core/src/jwe/content.ts',
    line: 'const adjoining = tag.buffer === buffer && tag.byteOffset === byteOffset + length',
    became: ['false', 'byteOffset - length'],
    why: 'a copy costs time, and changes nothing',
  },
  {
    file: 'packages/core/src/jwe/decrypt.ts',
    line: 'if (!(error instanceof JWEError)) throw error',
    became: 'false',
    why: 'nothing else is thrown there, unless the library is wrong',
  },
  {
    file: 'packages/core/src/jwe/encrypt-json.ts',
    line: 'checkHeader({ protected: members, shared, recipient: all }, (members.crit as readonly string[]) ?? [])',
    became: '["Stryker was here"]',
    why: 'without a `crit` there is nothing that had to be understood',
  },
  {
    file: 'packages/core/src/jwe/encrypt.ts',
    line: 'checkHeader({ protected: parsed }, (parsed.crit as readonly string[] | undefined) ?? [])',
    became: '["Stryker was here"]',
    why: 'without a `crit` there is nothing that had to be understood',
  },
  {
    file: 'packages/core/src/jwe/encrypt.ts',
    line: "return table[named ?? ''] ?? table[fallback]",
    became: '"Stryker was here!"',
    why: 'no algorithm has such a name either',
  },
  {
    file: 'packages/core/src/jwe/own-key.ts',
    line: "const enc = contentEncryptions[key.algorithm ?? '']",
    became: '"Stryker was here!"',
    why: 'no algorithm has such a name either',
  },
  {
    file: 'packages/core/src/jwe/own-key.ts',
    line: "const alg = keyManagementAlgorithms[key.algorithm ?? '']",
    became: '"Stryker was here!"',
    why: 'no algorithm has such a name either',
  },
  {
    file: 'packages/core/src/jwe/epk.ts',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: it is the source's
    line: "if (error instanceof JWKError) throw new JWEParseError(`The header's 'epk' is refused: ${error.message}`)",
    became: 'true',
    why: 'nothing else is thrown there, unless the library is wrong',
  },
  {
    file: 'packages/core/src/jwe/header.ts',
    line: 'const encryption = management && content && { alg: management, enc: content }',
    became: ['true', 'management || content'],
    why: 'a name that is not registered is not among those that are allowed, which is looked at besides',
  },
  {
    file: 'packages/core/src/jwe/header.ts',
    line: 'if (encryption === undefined || !algorithms.includes(header.alg) || !encryptions.includes(header.enc))',
    became: 'false',
    why: 'a name that is not registered is not among those that are allowed, which is looked at besides',
  },
  {
    file: 'packages/core/src/jwe/take-apart.ts',
    line: "throw new JWEParseError(segments.length < 5 ? 'Not enough segments' : 'Too many segments')",
    became: 'segments.length <= 5',
    why: 'five are as many as there must be: there the function has returned',
  },
  {
    file: 'packages/core/src/jwk/encrypted-key.ts',
    line: 'if (!(error instanceof JOSEError)) throw error',
    became: 'false',
    why: 'nothing else is thrown there, unless the library is wrong',
  },
  {
    file: 'packages/core/src/jwk/curves.ts',
    line: 'return u < p && v < p && (v * v - (u * u * u + a * u + b)) % p === 0n',
    became: 'v <= p',
    why: 'y = p is y = 0, and no curve of JOSE has such a point: their orders are odd',
  },
  {
    file: 'packages/core/src/jwk/der-write.ts',
    line: "if (material.kty === 'OKP' && material.d) return encode(tags.octetString, material.d)",
    became: 'true',
    why: 'RSA and EC have returned, and of the others only OKP has a d: the condition is for the compiler',
  },
  {
    file: 'packages/core/src/jwk/candidates.ts',
    line: "if (ready !== undefined && typeof variant === 'object') return [{ key: ready, variant }]",
    became: ['false', '""'],
    why: 'a key that is ready is found again below, by the longer way',
  },
  {
    file: 'packages/core/src/jwk/construct.ts',
    line: 'if (signature !== undefined && variant !== undefined) return signingWeakness(engine, key, signature, variant)',
    became: 'true',
    why: 'a key on no curve of the algorithm was refused before: the conditions are for the compiler',
  },
  {
    file: 'packages/core/src/jwk/generate.ts',
    line: 'const bits = (signature?.variants[0]?.signatureBytes ?? 0) * 8 || management?.bits || encryption?.cekBits',
    became: 'signature?.variants[0].signatureBytes',
    why: 'an algorithm has one variant at least: it is for the compiler',
  },
  {
    file: 'packages/core/src/jwk/halves.ts',
    line: "case 'oct':",
    became: '""',
    why: 'what no case returns is undefined too',
  },
  {
    file: 'packages/core/src/jwk/key-from.ts',
    line: 'const jwk = parseJsonObject(text, { depth }, refuse)',
    became: '{}',
    why: 'a text that is nested deeper has been refused before it was parsed',
  },
  {
    file: 'packages/core/src/jwk/members.ts',
    line: 'return andThen(advance(engine, { members, kept: true, use, kid: undefined }, nothing), (search) => {',
    became: 'false',
    why: 'lists that never change have no octets in them: it saves a copy of the list',
  },
  {
    file: 'packages/core/src/jwk/members.ts',
    line: 'const rest = quest.kept ? quest : { ...quest, members: members.map(copyOfMember), kept: true }',
    became: 'false',
    why: 'a second copy is as good as the first',
  },
  {
    file: 'packages/core/src/jwk/members.ts',
    line: 'const found = searches.length === 1 ? (searches[0] as Search<V>).found : searches.flatMap(({ found }) => found)',
    became: 'false',
    why: 'flattened, one list is itself: it saves a copy',
  },
  {
    file: 'packages/core/src/jwk/members.ts',
    line: 'if (found.length > engine.limits.keys) return found.slice(0, engine.limits.keys)',
    became: 'found.length >= engine.limits.keys',
    why: 'a slice of as many is all of them',
  },
  {
    file: 'packages/core/src/jwk/openssh.ts',
    line: "const [line = '', ...more] = text.split(/[\\r\\n]+/).filter((each) => /[^ \\t]/.test(each))",
    became: '"Stryker was here!"',
    why: 'a text that begins with a type has a line',
  },
  {
    file: 'packages/core/src/jwks/read-set.ts',
    line: 'return parseJson(text, { depth }, refuse)',
    became: '{}',
    why: 'a text that is nested deeper has been refused before it was parsed',
  },
  {
    file: 'packages/core/src/jwks/read-body.ts',
    line: 'if (length + value.length > octets.length) octets = grown(octets, Math.min(most, 2 * (length + value.length)))',
    became: 'Math.max(most, 2 * (length + value.length))',
    why: 'more memory is taken than will be used',
  },
  {
    file: 'packages/core/src/jwks/read-body.ts',
    line: 'call()?.then(nothing, nothing)',
    became: 'call().then',
    why: 'that there is nothing to wait for is caught like any failure of it',
  },
  {
    file: 'packages/core/src/jwk/key-set.ts',
    line: 'return index.matching(jwks, kid) ?? []',
    became: '["Stryker was here"]',
    why: 'an index that was just made of the set fits it, unless a member is a getter that changes its answer',
  },
  {
    file: 'packages/core/src/jwk/ring-key.ts',
    line: 'export function namedKey(given: unknown, more: readonly string[] = []): NamedKey {',
    became: '["Stryker was here"]',
    why: 'it would let an option of that name pass, which does nothing',
  },
  {
    file: 'packages/core/src/jwk/rsa.ts',
    line: 'qi < p &&',
    became: 'qi <= p',
    why: 'qi = p is refused by the next condition: (p * q) % p is 0',
  },
  {
    file: 'packages/core/src/jws/header.ts',
    line: "if (crit.length > 0) checkUnderstood(crit, ['b64', ...understood], malformedHeader)",
    became: ['true', 'crit.length >= 0'],
    why: 'an empty list is understood: the condition saves time only',
  },
  {
    file: 'packages/core/src/jws/verify.ts',
    line: 'parsed.b64 && !detached ? segments.signingInput : signingInput(engine, segments.header, parsed.b64, payload)',
    became: 'false',
    why: 'the payload was canonical: encoded again it is the same text',
  },
  {
    file: 'packages/core/src/jws/verify.ts',
    line: "if (typeof payload === 'string' && payload.length > engine.limits.jws) throw tooLarge('The payload')",
    became: ['false', '""'],
    why: 'the octets are measured as well: this one saves making them',
  },
  {
    file: 'packages/core/src/jws/sign.ts',
    line: "const text = b64 ? engine.codec.base64urlEncode(octets) : detached ? '' : unencoded(engine, octets)",
    became: '"Stryker was here!"',
    why: 'the text of a detached payload that is not encoded is used nowhere',
  },
  {
    file: 'packages/core/src/jwks/loaded.ts',
    line: "const isPems = members.length > 0 && members.every(({ input }) => typeof input === 'string')",
    became: "members.some(({ input }) => typeof input === 'string')",
    why: 'a set is a record of PEMs or a list of JWKs, never both',
  },
  {
    file: 'packages/core/src/report.ts',
    line: 'const signing = signatureAlgorithms[name]?.variants.flatMap(({ crv }) => crv ?? []) ?? []',
    became: '["Stryker was here"]',
    why: 'a single curve is no choice, whatever its name',
  },
]
