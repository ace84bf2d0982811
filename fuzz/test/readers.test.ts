// What runs of the fuzzer kept, and what once was a bug, without the fuzzer: each input once more, on every backend.
import { describe, expect, it } from 'vitest'
import { check } from '../src/check.ts'
import { corpusOf, regressionsOf, seedsOf } from '../src/inputs.ts'
import { targets } from '../src/targets.ts'

describe.each(Object.entries(targets))('%s', (name, target) => {
  it('holds for the seeds', { timeout: 60_000 }, async () => {
    const seeds = seedsOf(target)
    expect(seeds.length).toBeGreaterThan(4)
    for (const seed of seeds) await check(target, seed)
  })

  it('holds for the corpus', { timeout: 60_000 }, async () => {
    const corpus = corpusOf(name)
    expect(corpus.length).toBeGreaterThan(10)
    for (const input of corpus) await check(target, input)
  })

  it.each(regressionsOf(name))('holds for what was a bug: %s', (_file, input) => check(target, input))
})
