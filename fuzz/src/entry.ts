// What is bundled: the targets, and for the fuzzer the property of the one that the environment names.
import { check } from './check.ts'
import { controls, targets } from './targets.ts'

export { controls, targets }

const target = { ...targets, ...controls }[process.env.JOSE_FUZZ_TARGET ?? '']

export async function fuzz(input: Uint8Array): Promise<void> {
  if (target === undefined) throw new Error('JOSE_FUZZ_TARGET names no target')
  await check(target, input)
}
