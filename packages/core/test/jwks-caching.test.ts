// How long a fetched set is good (RFC 9111), by itself: all in seconds.
import { describe, expect, it } from 'vitest'
import { ageOf, boundedMaxAge, isAging, isWithin, maxAgeOf, pauseAfter } from '../src/jwks/caching.ts'

const lifetime = (control: unknown, age: unknown = null): number =>
  maxAgeOf({ get: (name) => ({ 'cache-control': control, age })[name] as string | null })

describe('the lifetime that a response says', () => {
  it.each([
    ['max-age=300', 300],
    ['MAX-AGE=300', 300],
    ['public,max-age=300', 300],
    ['public,  max-age  =  "300"  , immutable', 300],
    ['max-age="300"', 300],
    ['  max-age=300', 300],
    ['max-age=300  ', 300],
    ['max-age=60', 60],
    ['max-age=59', 60],
    ['max-age=0', 60],
    ['max-age=86400', 86_400],
    ['max-age=86401', 86_400],
    ['max-age=1234567890', 86_400],
    ['no-store', 60],
    ['No-Cache', 60],
    ['no-cache="set-cookie"', 60],
    ['max-age=300,no-store', 60],
    ['max-age=300,  no-cache  ,x', 60],
    ['  no-store  ', 60],
  ])('%j is %d', (control, seconds) => {
    expect(lifetime(control)).toBe(seconds)
  })

  it.each([
    [''],
    ['public'],
    ['max-age'],
    ['max-age='],
    ['max-age=x'],
    ['max-age=-5'],
    ['max-age=3000x'],
    ['max-age=12345678901'],
    ['s-max-age=3000'],
    ['xmax-age=3000'],
    ['public max-age=3000'],
    ['no-storex'],
    ['xno-store'],
    ['a no-store'],
    ['no-store x'],
    ['no-transform'],
    [`max-age=300${' '.repeat(1014)}`],
    [null],
    [undefined],
    [300],
  ])('%j says nothing: it is ten minutes', (control) => {
    expect(lifetime(control)).toBe(600)
  })

  it('is as long as said in a text of 1024 characters, and nothing where there are no headers', () => {
    expect(lifetime(`max-age=300${' '.repeat(1013)}`)).toBe(300)
    expect(maxAgeOf(undefined)).toBe(600)
  })

  it('is less what the response has spent in caches', () => {
    for (const [age, seconds] of [
      ['100', 200],
      ['  100  ', 200],
      ['0', 300],
      ['299', 60],
      ['5000', 60],
      ['-100', 300],
      ['100x', 300],
      ['x100', 300],
      ['', 300],
      ['12345678901', 300],
      [100, 300],
    ] as const)
      expect([age, lifetime('max-age=300', age)]).toEqual([age, seconds])
  })

  it('is from a minute to a day', () => {
    expect([0, 59, 60, 61, 86_399, 86_400, 1e9].map(boundedMaxAge)).toEqual([60, 60, 60, 61, 86_399, 86_400, 86_400])
  })
})

describe('times', () => {
  it('an age is none less than 0, and endless where the clock was set back by more than a minute', () => {
    expect([1000, 1001, 1600].map((now) => ageOf(1000, now))).toEqual([0, 1, 600])
    expect([999, 940].map((now) => ageOf(1000, now))).toEqual([0, 0])
    expect([939, Number.NaN].map((now) => ageOf(1000, now))).toEqual([Infinity, Infinity])
  })

  it('a set ages after four fifths of its life', () => {
    expect([0, 79, 80, 100].map((age) => isAging(age, 100))).toEqual([false, false, true, true])
  })

  it('a pause doubles with each failure, up to the most', () => {
    expect([0, 1, 2, 3, 4, 5, 6, 100].map((failures) => pauseAfter(failures, 30))).toEqual([0, 1, 2, 4, 8, 16, 30, 30])
    expect(pauseAfter(1, 0)).toBe(0)
  })

  it('what is near is so before and after', () => {
    expect([70, 71, 100, 129, 130].map((now) => isWithin(30, 100, now))).toEqual([false, true, true, true, false])
  })
})
