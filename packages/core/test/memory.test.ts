import { expect, it } from 'vitest'
import { Memory } from '../src/memory.ts'

it('what was worked out is remembered, the latest of it, by texts that are not long', () => {
  const memory = new Memory<number>(2, 3)
  memory.set('a', 1)
  memory.set('b', 2)
  memory.set('b', 3)
  expect([memory.get('a'), memory.get('b'), memory.get('c')]).toEqual([1, 3, undefined])
  memory.set('c', 4)
  expect([memory.get('a'), memory.get('b'), memory.get('c')]).toEqual([undefined, 3, 4])
  memory.set('abc', 5)
  memory.set('abcd', 6)
  expect([memory.get('b'), memory.get('c'), memory.get('abc'), memory.get('abcd')]).toEqual([
    undefined,
    4,
    5,
    undefined,
  ])
})
