import type { Target } from '../target.ts'

/**
 * A reader with a bug behind six conditions, one within the other, each of which one octet in 256 fulfils. Who does not see
 * that one more was fulfilled finds it in 2⁴⁸ tries: the control that shows that a run does see it.
 */
export const target: Target = {
  seeds: () => ['no more than this'],
  words: [],
  async read(_, input) {
    if (scrambled(input, 0) === scrambled(word, 0))
      if (scrambled(input, 1) === scrambled(word, 1))
        if (scrambled(input, 2) === scrambled(word, 2))
          if (scrambled(input, 3) === scrambled(word, 3))
            if (scrambled(input, 4) === scrambled(word, 4))
              if (scrambled(input, 5) === scrambled(word, 5)) throw new RangeError('The planted bug')
    return input.length
  },
}

const word = Uint8Array.of(0x6a, 0xf0, 0x13, 0x9c, 0x55, 0xe7)

/** An octet that only itself is the same as, without a constant that the comparison would give away. */
function scrambled(octets: Uint8Array, index: number): number {
  return ((octets[index] ?? 0) * 167 + index * 31) % 256
}
