// What a text spells in octets, so that a key in disguise is known for one.
import { describe, expect, it } from 'vitest'
import { octetsIn, octetsOfText } from '../src/jwk/encoded-text.ts'

const texts = (found: readonly Uint8Array[]): readonly string[] => found.map((octets) => Buffer.from(octets).toString())

describe('the octets of a text', () => {
  it.each([
    ['QUJD', 'ABC'],
    ['QU\n JD\r\n', 'ABC'],
    ['QU\\nJD\\r\\n', 'ABC'],
    ['QUI=', 'AB'],
    ['QQ==', 'A'],
    ['4142', 'AB'],
    ['41:42\\n:43', 'ABC'],
    ['+/-_', Buffer.from('-_-_', 'base64url').toString()],
  ])('%j', (text, octets) => {
    expect(Buffer.from(octetsOfText(text) ?? []).toString()).toBe(octets)
  })

  it.each(['QUJD=REVG', '=QUJD', 'QQ===', 'QU\\tJD', 'QU"JD', 'A'])('%j spells none', (text) => {
    expect(octetsOfText(text)).toBeUndefined()
  })
})

describe('all that is spelt in a text', () => {
  const long = 'a key of so many characters that it is worth looking'
  const base64 = Buffer.from(long).toString('base64')
  it.each([
    ['between quotes', `x="${base64}"`],
    ['behind a name, with line ends that are written out', `KEY=${base64.slice(0, 40)}\\n${base64.slice(40)}\\r\\n;`],
    ['as hexadecimal with 0x', [...Buffer.from(long)].map((octet) => `0x${octet.toString(16)}`).join(', ')],
    ['as a list of numbers', `[${[...Buffer.from(long)].join(',')}]`],
    ['with escapes of a URL', `data:,${base64.replace(/e/g, '%65')}!`],
  ])('%s', (_, text) => {
    expect(texts(octetsIn(text))).toContain(long)
  })

  it('is nothing where nothing is long enough', () => {
    expect(octetsIn('"no key"')).toEqual([])
  })
})
