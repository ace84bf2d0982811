import { afterEach, describe, expect, it, vi } from 'vitest'

const questions = {
  'Node 22.15 and newer': undefined,
  'older Node, which has no such question': {},
  'workerd, which throws': {
    isStringOneByteRepresentation(): never {
      throw new Error('not implemented')
    },
  },
}

describe('base64url is read strictly, however the platform tells the width of a text', () => {
  afterEach(() => {
    vi.doUnmock('node:v8')
    vi.resetModules()
  })
  it.each(Object.entries(questions))('on %s', async (_platform, v8) => {
    vi.resetModules()
    if (v8 !== undefined) vi.doMock('node:v8', () => ({ isStringOneByteRepresentation: undefined, ...v8 }))
    const { codec } = await import('../src/codec.ts')
    expect(codec.base64urlDecode('AQID')).toEqual(Buffer.of(1, 2, 3))
    expect(codec.base64urlDecodeText?.('YWJj')).toBe('abc')
    // V8 keeps a part of a wide text wide, whatever the part is.
    const part = `Ł${'AQID'.repeat(10)}`.slice(1)
    expect(codec.base64urlDecode(part)).toEqual(Buffer.from(part, 'base64url'))
    // The low octet of the first is that of an A.
    for (const text of ['\u0141QID', '\u00c1QID', 'AQI=', 'AQ+D', ' AQI'])
      expect(codec.base64urlDecode(text), text).toBeUndefined()
  })
})
