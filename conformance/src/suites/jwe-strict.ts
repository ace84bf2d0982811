import { base64url, JWEError, JWEParseError } from '@jose/core'
import { equal, refuses } from '../assert.ts'
import type { Suite } from '../suite.ts'
import { segment, utf8 } from './craft.ts'
import { joined } from './der.ts'
import { craftJwe, flattened, secretOf } from './jwe-craft.ts'
import { needAlgorithms, needDeflate } from './test-keys.ts'

const key = secretOf(32)
const malformed = { is: JWEParseError, code: 'ERR_JWE_INVALID' }

/** Tokens that are not exactly what RFC 7516 §7 writes. */
export const jweStrict: Suite = (o, it) => {
  const text = '{"alg":"dir","enc":"A256GCM"}'
  const reads = async (header: string | Uint8Array) => o.decrypt(await craftJwe(o, { header }), key)

  it('five segments, neither fewer nor more', async () => {
    const parts = (await o.encrypt('x', key)).split('.')
    for (const count of [0, 1, 2, 4]) {
      const token = parts.slice(0, count).join('.')
      await refuses(() => o.decrypt(token, key), { ...malformed, message: 'Not enough segments' })
    }
    await refuses(() => o.decrypt(parts.slice(0, 3).join('.'), key), { ...malformed, message: 'signed' })
    for (const more of ['.', '..', '.AAAA', '.'.repeat(1_000_000)])
      await refuses(() => o.decrypt(parts.join('.') + more, key), { ...malformed, message: 'Too many segments' })
    await refuses(() => o.decrypt('.'.repeat(1_000_000), key), { ...malformed, message: 'Too many segments' })
    await refuses(() => o.decrypt('....', key), malformed)
  })
  it('each segment is canonical base64url', async () => {
    needAlgorithms(o, 'A256KW')
    const token = await o.encrypt('some text', key, { algorithm: 'A256KW' })
    const parts = token.split('.')
    for (const [index, part] of parts.entries()) {
      const last = part.slice(-1)
      const bad = [
        `${part}=`,
        `${part}==`,
        ` ${part}`,
        `${part} `,
        `${part}\n`,
        `${part.slice(0, 3)}\n${part.slice(3)}`,
        `${part}A`.padEnd(part.length + ((5 - (part.length % 4)) % 4), 'A'),
        `${part.slice(0, -1)}+`,
        `${part.slice(0, -1)}/`,
        `\ufeff${part}`,
        `${part}\u0000`,
        `${part}é`,
      ]
      // Bits behind the last octet that are not zero.
      if (part.length % 4 !== 0) bad.push(part.slice(0, -1) + String.fromCharCode(last.charCodeAt(0) + 1))
      for (const each of bad) {
        const changed = parts.map((old, at) => (at === index ? each : old)).join('.')
        await refuses(() => o.decrypt(changed, key), { is: JWEParseError })
      }
    }
  })
  it('what is no token at all', async () => {
    for (const token of [
      undefined,
      null,
      5,
      true,
      [],
      () => 1,
      Symbol('x'),
      new Map(),
      new ArrayBuffer(2),
      {},
      { iv: '' },
    ])
      await refuses(() => o.decrypt(token, key), { is: JWEError })
    const token = await o.encrypt('x', key)
    equal((await o.decrypt(utf8(token), key)).text(), 'x')
    await refuses(() => o.decrypt(joined(utf8(token), [0xff]), key), malformed)
    await refuses(() => o.decrypt(utf8(`${token}é`), key), malformed)
    await refuses(() => o.decrypt(new String(token), key), { is: JWEError })
  })
  it('duplicate members of a header, at any depth and however they are spelt', async () => {
    for (const bad of [
      '{"alg":"dir","enc":"A256GCM","enc":"A256GCM"}',
      '{"alg":"none","alg":"dir","enc":"A256GCM"}',
      '{"alg":"dir","\\u0061lg":"dir","enc":"A256GCM"}',
      '{"alg":"dir","enc":"A256GCM","x":{"y":1,"y":1}}',
      '{"alg":"dir","enc":"A256GCM","x":1,"x":2}',
      '{"alg":"dir","enc":"A256GCM","__proto__":1,"__proto__":1}',
    ])
      await refuses(() => reads(bad), { ...malformed, message: 'duplicate' })
  })
  it('a header that is not strict JSON, not an object, or not UTF-8', async () => {
    const bad = [
      '',
      ' ',
      '[]',
      'null',
      '"x"',
      '5',
      '{',
      `${text}x`,
      `${text}${text}`,
      "{'alg':'dir'}",
      '{"alg":"dir","enc":"A256GCM",}',
      '{"alg":"dir"/**/,"enc":"A256GCM"}',
      `\ufeff${text}`,
      `\u0000${text}`,
      '{"alg":"dir","enc":"A256GCM","x":NaN}',
      '{"alg":"dir","enc":"A256GCM","x":"\\ud800"}',
      '{"alg":"dir","enc":"A256GCM","\\udc00":1}',
    ]
    for (const each of bad) await refuses(() => reads(each), malformed)
    for (const octets of [[0xff], [0xc3, 0x28], [0xc0, 0xaf], [0xed, 0xa0, 0x80], [0xf4, 0x90, 0x80, 0x80]])
      await refuses(() => reads(joined(utf8('{"alg":"dir","enc":"A256GCM","x":"'), octets, utf8('"}'))), malformed)
  })
  it('white space and the order of members are the sender’s', async () => {
    for (const good of [
      ' {\n"enc" : "A256GCM",\t"alg":"dir"}\r\n ',
      '{"enc":"A256GCM","\\u0061lg":"dir"}',
      '{"x":"Zoë 🎉","alg":"dir","enc":"A256GCM"}',
    ])
      equal((await reads(good)).text(), 'x')
  })
  it('a JSON form as text, and a compact token inside an object, are neither', async () => {
    const token = await o.encrypt('x', key)
    const json = JSON.stringify(flattened(token))
    const polyglots = [
      json,
      ` ${json}`,
      utf8(json),
      JSON.stringify(token),
      `{"a.b.c.d":1,${json.slice(1)}`,
      `${token.slice(0, 4)}{"protected":"${token}"}`,
      `{"x":"....","protected":"${token.split('.')[0]}"}`,
    ]
    for (const polyglot of polyglots) await refuses(() => o.decrypt(polyglot, key), malformed)
    for (const object of [
      { compact: token },
      { token },
      [token],
      [flattened(token)],
      { protected: token },
      { 0: token },
    ])
      await refuses(() => o.decrypt(object, key), malformed)
  })
  it('zip: DEF alone, in the protected header alone', async () => {
    needDeflate(o)
    const zipped = await o.encrypt('x', key, { zip: 'DEF' })
    equal((await o.decrypt(zipped, key)).text(), 'x')
    for (const zip of ['def', 'DEFLATE', 'GZIP', '', 'none', null, true, 5, ['DEF'], {}])
      await refuses(() => reads(JSON.stringify({ alg: 'dir', enc: 'A256GCM', zip })), malformed)
    const plain = await craftJwe(o, { header: text })
    for (const place of ['header', 'unprotected'])
      await refuses(() => o.decrypt(flattened(plain, { [place]: { zip: 'DEF' } }), key), {
        ...malformed,
        message: 'protected',
      })
  })
  it('zip: one raw DEFLATE stream, whole, and nothing behind it', async () => {
    needDeflate(o)
    const header = '{"alg":"dir","enc":"A256GCM","zip":"DEF"}'
    const inflates = async (plaintext: Uint8Array) => o.decrypt(await craftJwe(o, { header, plaintext }), key)
    // "x" as a stored block, RFC 1951 §3.2.4.
    const stream = Uint8Array.of(1, 1, 0, 0xfe, 0xff, 0x78)
    equal((await inflates(stream)).text(), 'x')
    const zlib = Uint8Array.of(0x78, 0x9c, 0xab, 0, 0, 0, 0x79, 0, 0x79)
    const gzip = Uint8Array.of(0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 0xab, 0, 0, 0x83, 0x16, 0xdc, 0x8c, 1, 0, 0, 0)
    const bad = [
      new Uint8Array(0),
      zlib,
      gzip,
      joined(stream, [0]),
      joined(stream, stream),
      stream.slice(0, -1),
      stream.slice(0, 3),
      Uint8Array.of(0, 1, 0, 0xfe, 0xff, 0x78),
      Uint8Array.of(7),
      utf8('not compressed'),
    ]
    for (const each of bad) await refuses(() => inflates(each), { ...malformed, message: 'DEFLATE' })
  })
  const bomb = (length: number): Promise<string> =>
    o.with({ limits: { inflated: length } }).encrypt(new Uint8Array(length), key, { zip: 'DEF' })
  it('zip: a bomb is refused at the limit (CVE-2024-28176)', async () => {
    needDeflate(o)
    const token = await bomb(256_001)
    await refuses(() => o.decrypt(token, key), { is: JWEError, code: 'ERR_LIMIT' })
    const most = await o.encrypt(new Uint8Array(256_000), key, { zip: 'DEF' })
    equal((await o.decrypt(most, key)).plaintext.length, 256_000)
    const small = o.with({ limits: { inflated: 10 } })
    // What its own reader would refuse is not written.
    await refuses(() => o.encrypt(new Uint8Array(256_001), key, { zip: 'DEF' }), { is: JWEError, code: 'ERR_LIMIT' })
    await refuses(async () => small.decrypt(await o.encrypt('eleven char', key, { zip: 'DEF' }), key), {
      code: 'ERR_LIMIT',
    })
    equal((await small.decrypt(await o.encrypt('ten charac', key, { zip: 'DEF' }), key)).text(), 'ten charac')
    equal((await small.decrypt(await o.encrypt('not compressed at all', key), key)).text(), 'not compressed at all')
  })
  it('a bomb under a wrong key is never inflated', async () => {
    needDeflate(o)
    const token = await bomb(256_001)
    await refuses(() => o.decrypt(token, secretOf(32).reverse()), { code: 'ERR_JWE_DECRYPTION' })
  })
  it('parse reads the JSON forms strictly', async () => {
    const { parse } = o.jose.jwe
    const json = flattened(await o.encrypt('x', key))
    equal((await o.decrypt(parse(JSON.stringify(json)), key)).text(), 'x')
    const head = segment(text)
    for (const bad of [
      '',
      '[]',
      'null',
      '"x"',
      '{',
      `{"protected":"${head}","protected":"${head}"}`,
      '{"a":1,"\\u0061":1}',
      '{"recipients":[{"header":{"a":1,"a":1}}]}',
      `${JSON.stringify(json)}x`,
      `\ufeff${JSON.stringify(json)}`,
      `${'['.repeat(10_000)}${']'.repeat(10_000)}`,
      '{"iv":"\\ud800"}',
    ])
      await refuses(() => parse(bad), { is: JWEParseError })
    for (const bad of [undefined, null, 5, json, utf8('{}')])
      await refuses(() => parse(bad as never), { is: TypeError })
    equal(base64url.decode(json.iv as string).length, 12)
  })
}
