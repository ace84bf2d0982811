import type { Target } from '../target.ts'

/**
 * A reader with a bug behind six conditions, one within the other, each of which one octet in 16 fulfils. Who does not see
 * that one more was fulfilled finds it in 2²⁴ tries: the control that shows that a run does see it.
 */
export const target: Target = {
  seeds: () => ['no bug'],
  words: [],
  async read(_, input) {
    const fits = (index: number): boolean => scrambled(input, index) === scrambled(word, index)
    if (fits(0)) if (fits(1)) if (fits(2)) deeper(fits)
    return input.length
  },
}

function deeper(fits: (index: number) => boolean): void {
  if (fits(3)) if (fits(4)) if (fits(5)) throw new RangeError('The planted bug')
}

const word = Uint8Array.of(0x6a, 0xf0, 0x13, 0x9c, 0x55, 0xe7)

/** Without a constant that the comparison would give away. */
function scrambled(octets: Uint8Array, index: number): number {
  return ((octets[index] ?? 0) * 167 + index * 31) % 16
}
