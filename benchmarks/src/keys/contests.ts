// Making a key of what came from a file or a network: each time a text or an object that nobody has seen.
import { jwk } from '@jose/backend-node'
import { importJWK, importPKCS8, importSPKI, type JWK } from 'jose'
import { accepts, blaming, type Contender, gather } from '../contender.ts'
import type { Contest, Table } from '../contest.ts'
import { createSubject } from '../jwt/subject.ts'

type Import = (material: string | JWK) => unknown

/** How each imports, by name; those of ours are `ours` and so on. */
interface Importers {
  readonly [name: string]: () => Promise<Import> | Import
}

export const imports: readonly Table[] = (['RS256', 'ES256', 'EdDSA'] as const).map((algorithm) => async () => {
  const { text, jwk: set } = await createSubject(algorithm)
  const isPublic = { 'public PEM': text.verifying, 'public JWK': set.verifying }
  const materials = { ...isPublic, 'private PEM': text.signing, 'private JWK': set.signing }
  return Promise.all(
    Object.entries(materials).map(([form, material]) => contestOf(`${algorithm} keys`, form, algorithm, material)),
  )
})

async function contestOf(
  subject: string,
  operation: string,
  algorithm: string,
  material: string | JWK,
): Promise<Contest> {
  const isPrivate = operation.startsWith('private')
  const importers: Importers = {
    ours: () => (given) => jwk.constructSync(given as string, algorithm),
    'ours, webcrypto': async () => {
      const { jwk } = await import('@jose/backend-webcrypto')
      return (given) => jwk.construct(given as string, algorithm)
    },
    'ours, forge': async () => {
      const { jwk } = await import('@jose/backend-forge')
      return (given) => jwk.constructSync(given as string, algorithm)
    },
    jose: () => (given) => {
      if (typeof given !== 'string') return importJWK(given, algorithm)
      return isPrivate ? importPKCS8(given, algorithm) : importSPKI(given, algorithm)
    },
    'node-jose': async () => {
      const { default: library } = await import('node-jose')
      return (given) => library.JWK.asKey(given as never, typeof given === 'string' ? 'pem' : 'json')
    },
    raw: async () => {
      const { createPrivateKey, createPublicKey } = await import('node:crypto')
      const make = isPrivate ? createPrivateKey : createPublicKey
      return (given) => make((typeof given === 'string' ? given : { key: given, format: 'jwk' }) as never)
    },
  }
  const asyncOnes = ['ours, webcrypto', 'jose', 'node-jose']
  const { all, absent } = await gather(
    Object.fromEntries(
      Object.entries(importers).map(([name, of]) => [
        name,
        async (): Promise<Contender> => {
          const call = await of()
          const mode = asyncOnes.includes(name) ? 'async' : 'sync'
          return { name, mode, call: (given) => call(given as string | JWK) }
        },
      ]),
    ),
  )
  let count = 0
  // Ours would know a text, or an object, that it has seen.
  const afresh = (): string | JWK => (typeof material === 'string' ? `${count++}\n${material}` : { ...material })
  return {
    ...{ subject, operation, contenders: all, absent, goals: [], input: afresh },
    check: (contender) =>
      blaming(contender, async () => {
        if ((await contender.call(afresh())) === undefined) throw new Error('there is no key')
        if (await accepts(contender, typeof material === 'string' ? material.slice(0, 80) : { kty: 'RSA' }))
          throw new Error('half a key is taken for good')
      }),
  }
}
