// What holds for every reader: only JOSEErrors escape, soon, and all backends say the same.

import { forgeBackend } from '@jose/backend-forge'
import { nodeBackend } from '@jose/backend-node'
import { webcryptoBackend } from '@jose/backend-webcrypto'
import { JOSEError } from '@jose/core'
import { modesOf, type Operations } from '../../conformance/src/modes.ts'
import { Finding, type Target } from './target.ts'

/** Milliseconds of the thread that one backend may take for one input. */
const longest = 100

/** What bounds the work of a token is low here, so that it is the readers that are tried. */
const limits = { p2c: 8, inflated: 1000 }

/** Node and forge at once, which is quicker; webcrypto has no such mode. */
const backends: readonly Operations[] = [nodeBackend(), forgeBackend(), webcryptoBackend()].map((backend) => {
  const modes = modesOf(backend)
  return modes.find(({ mode }) => mode === 'sync') ?? (modes[0] as Operations)
})

/** Rejects with a `Finding`, or whatever escaped the library, where it is wrong about the input. */
export async function check(target: Target, input: Uint8Array): Promise<void> {
  const answers: { readonly name: string; readonly answer: string }[] = []
  for (const backend of backends) {
    // A copy for each, which shows if one writes into what it was given; and memories that no other input has filled.
    const answer = await inTime(() => answerOf(target, backend.with({ limits }), Uint8Array.from(input)))
    if (answer !== 'ERR_ALGORITHM_UNSUPPORTED') answers.push({ name: backend.backend.name, answer })
  }
  const [first, ...others] = answers
  for (const { name, answer } of others) {
    if (answer !== first?.answer) throw new Finding(`${first?.name} says ${first?.answer}, ${name} says ${answer}`)
  }
}

async function answerOf(target: Target, o: Operations, input: Uint8Array): Promise<string> {
  try {
    return JSON.stringify(await target.read(o, input))
  } catch (error) {
    if (error instanceof JOSEError) return error.code
    throw error
  }
}

/** Compilers and collectors take time too: what is slow is slow again. */
async function inTime(read: () => Promise<string>): Promise<string> {
  let least = Number.POSITIVE_INFINITY
  for (let attempt = 0; attempt < 4; attempt++) {
    const before = process.threadCpuUsage()
    const answer = await read()
    const { user, system } = process.threadCpuUsage(before)
    least = Math.min(least, (user + system) / 1000)
    if (least <= longest) return answer
  }
  throw new Finding(`An input of that kind takes ${Math.round(least)} ms`)
}
