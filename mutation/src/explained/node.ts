import type { Explained } from './explained.ts'

const underFips =
  'only a real FIPS provider makes the difference: `fips.test.ts` starts Node under one, which is not run against mutants'
const elsewhere = 'this Node and its OpenSSL can: where they cannot, `pnpm runtimes` runs the suite on the Node'

export const ofNode: Explained = {
  'agree.ts': {
    'OpenSSL refuses what would be all zeros before: this is for runtimes whose node:crypto is another’s': [
      [
        "return curve.startsWith('X') && isZero(secret) ? undefined : secret",
        ["curve.startsWith('X') && isZero(secret)", 'false'],
        ["curve.startsWith('X')", "curve.endsWith('X')"],
        ["'X'", '""'],
      ],
      [
        'function isZero(octets: Bytes): boolean {',
        ['{ return octets.reduce((seen, octet) => seen | octet, 0) === 0 }', '{}'],
      ],
      [
        'return octets.reduce((seen, octet) => seen | octet, 0) === 0',
        ['octets.reduce((seen, octet) => seen | octet, 0) === 0', 'false'],
        ['(seen, octet) => seen | octet', '() => undefined'],
      ],
    ],
    'what returns nothing returns undefined': [
      [
        '} catch {',
        [
          '{ // OpenSSL refuses a point of small order, whose secret would be all zeros (RFC 7748 §6.1), and one of another curv…',
          '{}',
        ],
      ],
    ],
  },
  'cipher.ts': {
    'the way of AES-CBC answers the same, in memory cleared for it: it saves the clearing': [
      [
        "if (primitive.name === 'AES-GCM') return open(decipher, decipher.update(content), length)",
        ["primitive.name === 'AES-GCM'", 'false'],
        ["'AES-GCM'", '""'],
      ],
    ],
    'a tag of GCM has 16 bytes where nothing is said: it is said for who reads': [
      [
        'const cipher = createCipheriv(cipherName(primitive), key.handle as KeyObject, iv, { authTagLength: tagLength })',
        ['{ authTagLength: tagLength }', '{}'],
      ],
    ],
    'the tag that is given has 16 bytes always; Node warns of deciphers that are not told so': [
      [
        'const decipher = createDecipheriv(cipherName(primitive), key.handle as KeyObject, iv, { authTagLength: tagLength })',
        ['{ authTagLength: tagLength }', '{}'],
      ],
    ],
    'what returns nothing returns undefined': [
      [
        '} catch {',
        [
          '{ // The tag does not fit, or the padding is none: with the output dropped, nobody sees what it was. return undefined }',
          '{}',
        ],
      ],
    ],
  },
  'codec.ts': {
    'either way answers the same: the room saves a Buffer': [
      [
        "if (text.length * 3 > room.length) return Buffer.from(text).toString('base64url')",
        ['text.length * 3 > room.length', 'true', 'text.length * 3 >= room.length'],
      ],
      ['const long = text.length > room.length', ['text.length > room.length', 'true', 'text.length >= room.length']],
    ],
    'this Node has the question: `codec.test.ts` puts others in its place by a mock of the module, which is not run against mutants':
      [['(isOneByte?.(text) || Buffer.byteLength(text) === text.length)', ['isOneByte?.(text)', 'isOneByte(text)']]],
    'what returns nothing returns undefined': [['} catch {', ['{ return undefined }', '{}']]],
    'to Buffer an empty name is UTF-8 too': [["const text = bytes.toString('utf8', 0, length)", ["'utf8'", '""']]],
    'this Node has the question, and answers it: `codec.test.ts` puts others in its place by a mock of the module, which is not run against mutants':
      [
        ['try {', ["{ ask?.('') return ask }", '{}']],
        ["ask?.('')", ["ask?.('')", "ask('')"], ["''", '"Stryker was here!"']],
        [
          'function oneByteQuestion(): ((text: string) => boolean) | undefined {',
          [
            '{ const ask = (v8 as { isStringOneByteRepresentation?: (text: string) => boolean }).isStringOneByteRepresentation try…',
            '{}',
          ],
        ],
      ],
  },
  'deflate.ts': {
    'a copy costs time, and changes nothing': [
      [
        'return buffer.length === buffer.buffer.byteLength ? buffer : Uint8Array.from(buffer)',
        ['buffer.length === buffer.buffer.byteLength', 'false'],
      ],
    ],
  },
  'fips.ts': {
    [underFips]: [
      [
        "return getFips() === 1 && hashes('sha256', fipsAnswer) && !hashes('md5') && !enciphers('chacha20-poly1305')",
        [
          "getFips() === 1 && hashes('sha256', fipsAnswer) && !hashes('md5') && !enciphers('chacha20-poly1305')",
          'false',
          'true',
          "getFips() === 1 && hashes('sha256', fipsAnswer) && !hashes('md5') || !enciphers('chacha20-poly1305')",
        ],
        [
          "getFips() === 1 && hashes('sha256', fipsAnswer) && !hashes('md5')",
          'true',
          "getFips() === 1 && hashes('sha256', fipsAnswer) || !hashes('md5')",
        ],
        ["getFips() === 1 && hashes('sha256', fipsAnswer)", 'true', "getFips() === 1 || hashes('sha256', fipsAnswer)"],
        ['getFips() === 1', 'true', 'getFips() !== 1'],
        ["!hashes('md5')", "hashes('md5')"],
        ["!enciphers('chacha20-poly1305')", "enciphers('chacha20-poly1305')"],
        ["'sha256'", '""'],
        ["'md5'", '""'],
        ["'chacha20-poly1305'", '""'],
      ],
      ['} catch {', ['{ return false }', '{}']],
      ['return false', ['false', 'true']],
      ['return true', ['true', 'false']],
      [
        'try {',
        [
          "{ const found = createHash(name).update('abc').digest('hex') return answer === undefined || found === answer }",
          '{}',
        ],
        [
          "{ createCipheriv(name as 'chacha20-poly1305', new Uint8Array(32), new Uint8Array(12), { authTagLength: 16 }) return t…",
          '{}',
        ],
      ],
      [
        'function enciphers(name: string): boolean {',
        [
          "{ try { createCipheriv(name as 'chacha20-poly1305', new Uint8Array(32), new Uint8Array(12), { authTagLength: 16 }) re…",
          '{}',
        ],
      ],
      [
        "createCipheriv(name as 'chacha20-poly1305', new Uint8Array(32), new Uint8Array(12), { authTagLength: 16 })",
        [
          "createCipheriv(name as 'chacha20-poly1305', new Uint8Array(32), new Uint8Array(12), { authTagLength: 16 })",
          ';',
        ],
        ['{ authTagLength: 16 }', '{}'],
      ],
      ['if (isFipsInForce()) return', ['isFipsInForce()', 'false']],
      ["const found = createHash(name).update('abc').digest('hex')", ["'abc'", '""'], ["'hex'", '""']],
      [
        'return answer === undefined || found === answer',
        ['answer === undefined || found === answer', 'true', 'false', 'answer === undefined && found === answer'],
        ['answer === undefined', 'false'],
        ['found === answer', 'false', 'found !== answer'],
      ],
      [
        "const fipsAnswer = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'",
        ["'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'", '""'],
      ],
    ],
  },
  'keys.ts': {
    'what returns nothing is no yes either': [['} catch {', ['{ return false }', '{}']]],
  },
  'mac.ts': {
    'the longer way answers the same': [
      [
        "if (typeof data === 'string' && data.length <= longestShortText) {",
        ["typeof data === 'string' && data.length <= longestShortText", 'false'],
        ["'string'", '""'],
        ['data.length <= longestShortText', 'data.length < longestShortText'],
        [
          '{ const pads = padsOf(handle as KeyObject, hash) if (pads !== undefined) return macOfShortText(pads, data) }',
          '{}',
        ],
      ],
      ['if (pads !== undefined) return macOfShortText(pads, data)', ['pads !== undefined', 'false']],
    ],
    'base64url is ASCII, whose octets are the same by every encoding': [
      ["room.expected.write(text, 'latin1')", ["'latin1'", '""']],
    ],
    'to Buffer an empty name is UTF-8 too': [
      [
        "return room.given.write(given, 'utf8') === text.length && timingSafeEqual(room.expected, room.given)",
        ["'utf8'", '""'],
      ],
    ],
  },
  'parts.ts': {
    'what is one part may go as parts, and what is several as one: it saves memory': [
      [
        'if (input.length <= partLength) return write(transform.update(input), output, 0)',
        ['input.length <= partLength', 'true', 'false', 'input.length < partLength', 'input.length > partLength'],
      ],
    ],
    'a part of nothing changes nothing': [
      ['for (let from = 0; from < input.length; from += partLength)', ['from < input.length', 'from <= input.length']],
      [
        'for (let from = 0; from < input.length; from += partLength) {',
        ['from < input.length', 'from <= input.length'],
      ],
    ],
  },
  'pss.ts': {
    'this Node reads what the clone carries: where one does not, it is verified once more by a plain object': [
      ['wasRead = false', ['false', 'true']],
    ],
    'another clone is as good: it costs time': [
      ['if (known !== undefined) return known', ['known !== undefined', 'false']],
      ['decorated.set(key, ofKey.set(saltLength, clone))', ['decorated.set(key, ofKey.set(saltLength, clone))', ';']],
    ],
    'what was not read off the clone is verified once more by a plain object, and answers the same': [
      [
        'const clone = Object.defineProperties(structuredClone(key), {',
        ['{ padding: { get(): number { wasRead = true return padding }, }, saltLength: { value: saltLength }, }', '{}'],
      ],
      ['padding: {', ['{ get(): number { wasRead = true return padding }, }', '{}']],
      ['get(): number {', ['{ wasRead = true return padding }', '{}']],
      ['wasRead = true', ['true', 'false']],
    ],
  },
  'short-mac.ts': {
    'a text is ASCII, whose octets are the same by every encoding': [
      ["const length = block + room.write(text, block, 'latin1')", ["'latin1'", '""']],
    ],
    'the longer way answers the same': [
      [
        'export function padsOf(key: crypto.KeyObject, hash: Hash): Pads | undefined {',
        [
          '{ const pads = secrets.get(key) if (pads === undefined) return undefined pads[hash] ??= createPads(key, hash) return …',
          '{}',
        ],
      ],
    ],
    [underFips]: [
      [
        "if (typeof crypto.hash === 'function' && crypto.getFips() === 0) secrets.set(key, {})",
        [
          "typeof crypto.hash === 'function' && crypto.getFips() === 0",
          'true',
          "typeof crypto.hash === 'function' || crypto.getFips() === 0",
        ],
        ["typeof crypto.hash === 'function'", 'true'],
        ['crypto.getFips() === 0', 'true'],
      ],
    ],
  },
  'signature.ts': {
    'Node takes a text for its octets too, though it does not promise that; and a copy of octets is as good': [
      [
        "return typeof data === 'string' ? Buffer.from(data, 'latin1') : data",
        ["typeof data === 'string'", 'true', 'false', "typeof data !== 'string'"],
        ["'string'", '""'],
        ["'latin1'", '""'],
      ],
    ],
  },
  'supports.ts': {
    [underFips]: [
      [
        "return getCurves().includes(namedCurve) && (getFips() === 0 || canGenerate('ec', { namedCurve }))",
        ["'ec'", '""'],
        ['{ namedCurve }', '{}'],
        [
          "getFips() === 0 || canGenerate('ec', { namedCurve })",
          "getFips() === 0 && canGenerate('ec', { namedCurve })",
          'true',
        ],
        ['getFips() === 0', 'false', 'getFips() !== 0'],
        ["getCurves().includes(namedCurve) && (getFips() === 0 || canGenerate('ec', { namedCurve }))", 'true'],
      ],
    ],
    [elsewhere]: [
      ['} catch {', ['{ return false }', '{}']],
      ['return false', ['false', 'true']],
      [
        "generateKeyPairSync(type as 'ec', options as { namedCurve: string })",
        ["generateKeyPairSync(type as 'ec', options as { namedCurve: string })", ';'],
      ],
    ],
    'asking again answers the same': [['known.set(name, answer)', ['known.set(name, answer)', ';']]],
  },
  'wrap.ts': {
    [elsewhere]: [
      ['} catch {', ['{ return undefined }', '{}']],
      ['return false', ['false', 'true']],
    ],
    'what returns nothing returns undefined': [['} catch {', ['{ return undefined }', '{}']]],
    [underFips]: [
      ['const bits = getFips() === 1 ? 2048 : 512', ['getFips() === 1', 'true', 'false', 'getFips() !== 1']],
    ],
    'RSA keys of this backend have a modulus, and other keys are not unwrapped with RSA: it is for the compiler': [
      [
        "return material.kty === 'RSA' ? material.n?.length : undefined",
        ['material.n?.length', 'material.n.length'],
        ["material.kty === 'RSA'", 'true'],
      ],
    ],
  },
}
