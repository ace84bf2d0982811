// The body of a response, piece by piece: no more of it than may be, and given up where it goes wrong.
import { JWKSError } from '@jose/core'
import { describe, expect, it, vi } from 'vitest'
import { languageCodec as codec } from '../src/encoding/codec.ts'
import type { FetchResponse } from '../src/jwks/platform.ts'
import { textOf } from '../src/jwks/read-body.ts'

const octets = (text: string): Uint8Array => new TextEncoder().encode(text)
const never = (): boolean => false
const read = (response: object, bytes: number, isOver = never): Promise<string> =>
  textOf(response as FetchResponse, { bytes, codec }, isOver)

/** The same pieces as a stream of the web, and as one of Node; `cancel` is what gives it up. */
const streams = (pieces: readonly unknown[]): readonly { readonly body: unknown; readonly cancel: () => unknown }[] => {
  const next = (): (() => Promise<object>) => {
    let index = 0
    return async () => (index < pieces.length ? { done: false, value: pieces[index++] } : { done: true })
  }
  const [webCancel, nodeCancel] = [vi.fn(), vi.fn()]
  return [
    { body: { getReader: () => ({ read: next(), cancel: webCancel }) }, cancel: webCancel },
    { body: { [Symbol.asyncIterator]: () => ({ next: next(), return: nodeCancel }) }, cancel: nodeCancel },
  ]
}

describe('a body in pieces', () => {
  it.each([
    [[]],
    [['a']],
    [['ab', '', 'cd', 'e']],
    [['x'.repeat(16_384), 'y']],
    [['x'.repeat(10_000), 'y'.repeat(10_000), 'z'.repeat(50_000)]],
    [[...'é€😀'.repeat(10)]],
    [Array.from({ length: 1001 }, (_, index) => (index === 500 ? 'x' : ''))],
  ])('is put together (%#)', async (pieces) => {
    const whole = pieces.join('')
    for (const { body, cancel } of streams(pieces.map(octets))) {
      expect(await read({ body }, octets(whole).length)).toBe(whole)
      expect(cancel).not.toHaveBeenCalled()
    }
  })

  it.each([
    ['too long', ['ab', 'cd'], 'ERR_LIMIT', 'over the limit of bytes'],
    ['too long at once', ['x'.repeat(20_000)], 'ERR_LIMIT', 'over the limit of bytes'],
    ['no octets', [[1, 2]], 'ERR_JWKS_INVALID', 'did not come as octets'],
    ['no octets, but text', [new String('ab')], 'ERR_JWKS_INVALID', 'did not come as octets'],
    ['no UTF-8', [Uint8Array.of(0xff)], 'ERR_JWKS_INVALID', 'is not UTF-8'],
    ['of too many empty pieces', Array.from({ length: 1001 }, () => ''), 'ERR_JWKS_INVALID', 'in too many pieces'],
  ])('that is %s is given up', async (_what, pieces, code, says) => {
    for (const { body, cancel } of streams(pieces.map((each) => (typeof each === 'string' ? octets(each) : each)))) {
      const reading = read({ body }, 3)
      await expect(reading).rejects.toMatchObject({ code, message: expect.stringContaining(says) })
      await expect(reading).rejects.toBeInstanceOf(JWKSError)
      expect(cancel).toHaveBeenCalledOnce()
    }
  })

  it('that comes when it is too late is given up, whatever giving up does', async () => {
    for (const cancel of [
      undefined,
      () => undefined,
      () => Promise.reject(new Error('cancel')),
      () => {
        throw new Error('cancel')
      },
    ]) {
      const next = async () => ({ value: octets('a') })
      for (const body of [
        { getReader: () => ({ read: next, cancel: cancel ?? (() => undefined) }) },
        { [Symbol.asyncIterator]: () => ({ next, return: cancel }) },
      ])
        await expect(read({ body }, 3, () => true)).rejects.toMatchObject({
          message: expect.stringContaining('too late'),
        })
    }
  })

  it('is read by methods that know whose they are', async () => {
    class Stream {
      readonly pieces = [octets('ab')]
      getReader() {
        const { pieces } = this
        return {
          pieces,
          async read() {
            const value = this.pieces.shift()
            return { done: value === undefined, value }
          },
          cancel() {},
        }
      }
    }
    class Iterated {
      readonly pieces = [octets('ab')];
      [Symbol.asyncIterator]() {
        const { pieces } = this
        return {
          pieces,
          async next() {
            const value = this.pieces.shift()
            return { done: value === undefined, value }
          },
        }
      }
    }
    for (const body of [new Stream(), new Iterated()]) expect(await read({ body }, 5)).toBe('ab')
  })
})

describe('a body as a whole', () => {
  it('is its text, where there is no stream', async () => {
    for (const body of [undefined, null, 'stream', {}, { getReader: 5 }])
      expect(await read({ body, text: async () => 'abc' }, 3)).toBe('abc')
  })

  it.each([['abcd'], [5], [undefined], [new String('a')]])(
    'that is too long, or none, is refused: %j',
    async (text) => {
      await expect(read({ text: async () => text }, 3)).rejects.toMatchObject({ code: 'ERR_LIMIT' })
    },
  )
})
