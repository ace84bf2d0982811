// A route behind bearer tokens, over sockets: each framework with us, and with the middleware that its users know.
import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { type Contender, prepared } from './contender.ts'
import type { Contest, Table } from './contest.ts'
import type { Burst } from './http-client.ts'
import { type Framework, frameworks, makeToken, serve } from './http-servers.ts'
import { atLeast, oursIn } from './targets.ts'

/** Requests that a call makes, and how many of them are under way at a time. */
const burst = { requests: 64, connections: 32 }

/** One table for each framework. */
export const middleware: readonly Table[] = frameworks.map((framework) => async () => [await contestOf(framework)])

async function contestOf({ name, peer, applications }: Framework): Promise<Contest> {
  const [good, bad] = [await makeToken('the secret'), await makeToken('another')]
  const contenders = await Promise.all(
    Object.entries(applications).map(async ([name, listener]) => contenderOf(name, await serve(await listener()))),
  )
  return {
    subject: `${name}: a route behind bearer tokens`,
    operation: `${burst.requests} requests`,
    contenders,
    goals: [atLeast(0.9, oursIn('async'), { name: peer, mode: 'async' })],
    input: () => good,
    async check({ name, call }) {
      await call(good)
      const isOpen = await Promise.resolve(call(bad)).then(
        () => true,
        () => false,
      )
      if (isOpen !== (name === unprotected)) throw new Error(`${name} has the wrong opinion of a forged token`)
    },
  }
}

/** What the route costs without anybody who looks at tokens. */
const unprotected = 'no middleware'

function contenderOf(name: string, port: number): Contender {
  return {
    name: name === 'ours' ? prepared : name,
    mode: 'async',
    call: (token) => ask({ port, token: token as string, ...burst }),
  }
}

// In a thread of its own, so that asking takes no time from answering.
let worker: Worker | undefined

/** Rejects where an answer is not 200. */
async function ask(burst: Burst): Promise<void> {
  worker ??= new Worker(new URL('./http-client.ts', import.meta.url))
  worker.ref()
  worker.postMessage(burst)
  const [refused] = await once(worker, 'message')
  worker.unref()
  if (refused > 0) throw new Error(`${refused} requests were refused`)
}
