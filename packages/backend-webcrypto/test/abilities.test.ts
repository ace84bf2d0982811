import { describe, expect, it } from 'vitest'
import { type Abilities, createAbilities } from '../src/abilities.ts'
import { createSource } from '../src/platform.ts'

interface Asked {
  readonly abilities: Abilities
  /** The keys that the WebCrypto was asked to make. */
  readonly asked: readonly string[]
}

/** Of a WebCrypto that makes a key or refuses it as the list says; `supports` is its own answer without an attempt. */
function abilitiesOf(answers: readonly boolean[], supports?: () => unknown): Asked {
  const asked: string[] = []
  class Subtle {
    static supports = supports
    async generateKey({ name }: { readonly name: string }, extractable: boolean): Promise<object> {
      const answer = answers[asked.length]
      asked.push(extractable ? `${name}, extractable` : name)
      if (answer !== true) throw new DOMException('not here', 'NotSupportedError')
      return {}
    }
  }
  const random = (array: unknown): unknown => array
  return { abilities: createAbilities(createSource({ subtle: new Subtle(), getRandomValues: random })), asked }
}

const [one, control] = ['Ed25519', 'ECDSA'] as const

describe('an ability is found out', () => {
  it.each([
    ['there', [true], [one], true],
    [
      'missing, where another key can be made, and still not this one',
      [false, true, false],
      [one, control, one],
      false,
    ],
    ['there, where keys can be made from now on', [false, true, true], [one, control, one], true],
  ])('%s: by no more keys than it takes, once and for all', async (_what, answers, keys, has) => {
    const { abilities, asked } = abilitiesOf(answers)
    // Whoever asks meanwhile waits for the same attempt.
    expect(await Promise.all([abilities.probe(one), abilities.probe(one)])).toEqual([has, has])
    expect(await abilities.probe(one)).toBe(has)
    expect([abilities.has(one), abilities.has(one)]).toEqual([has, has])
    expect(asked).toEqual(keys)
  })

  it('not where no key can be made at all, so that the next one tries again', async () => {
    const { abilities, asked } = abilitiesOf([false, false, false, true, false])
    expect(await abilities.probe(one)).toBe(true)
    expect(asked).toEqual([one, control])
    expect(await abilities.probe(one)).toBe(false)
    expect(asked).toEqual([one, control, one, control, one])
  })

  it('by being asked for: at first the answer is yes', async () => {
    const { abilities, asked } = abilitiesOf([false, true, false])
    expect([abilities.has(one), abilities.has(one)]).toEqual([true, true])
    expect(asked).toEqual([one])
    expect(await abilities.probe(one)).toBe(false)
    expect(abilities.has(one)).toBe(false)
  })

  it('by what has worked, whatever an attempt or the WebCrypto itself says', async () => {
    const { abilities } = abilitiesOf([false, true, false])
    const probing = abilities.probe(one)
    abilities.learn(one)
    await probing
    expect(abilities.has(one)).toBe(true)

    const { abilities: denied } = abilitiesOf([], () => false)
    expect(denied.has(one)).toBe(false)
    denied.learn(one)
    expect([denied.has(one), await denied.probe(one)]).toEqual([true, true])
  })

  it.each([
    ['no', () => false, false, []],
    ['yes', () => true, true, [one]],
    ['nothing', undefined, true, [one]],
    [
      'an error',
      () => {
        throw new TypeError('not of this kind')
      },
      true,
      [one],
    ],
  ])('from the WebCrypto itself, where it says %s', (_what, supports, has, keys) => {
    const { abilities, asked } = abilitiesOf([true], supports)
    expect([abilities.has(one), abilities.has(one)]).toEqual([has, has])
    expect(asked).toEqual(keys)
  })
})
