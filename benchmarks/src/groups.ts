// What can be asked for by name. Each is loaded when it is its turn, so that one that a runtime lacks stops no other.
import type { Table } from './contest.ts'
import type { TakeFigures } from './figures.ts'
import { portable } from './groups-portable.ts'
import { algorithms } from './jwt/subject.ts'

export interface Group {
  readonly tables?: readonly Table[]
  readonly figures?: readonly TakeFigures[]
}

export type GroupLoader = () => Promise<Group>

export const groups: { readonly [name: string]: GroupLoader } = {
  ...Object.fromEntries(
    algorithms.map((algorithm): [string, GroupLoader] => [
      algorithm,
      async () => ({ tables: [(await import('./jwt/node.ts')).onNode(algorithm)] }),
    ]),
  ),
  ...portable,
  forge: async () => {
    const [{ onForge }, { aesGcm }] = await Promise.all([import('./jwt/forge.ts'), import('./cipher/contests.ts')])
    return { tables: [...(['HS256', 'RS256', 'ES256', 'EdDSA'] as const).map(onForge), ...aesGcm] }
  },
  jwe: async () => ({ tables: (await import('./jwe/node.ts')).encryptions }),
  keys: async () => ({ tables: (await import('./keys/contests.ts')).imports }),
  jwks: async () => ({ tables: (await import('./jwks/contests.ts')).lookups }),
  sizes: async () => ({
    tables: [...(await import('./jwt/sizes.ts')).signedSizes, ...(await import('./jwe/node.ts')).encryptedSizes],
  }),
  concurrency: async () => ({ figures: (await import('./concurrency.ts')).concurrency }),
  memory: async () => ({ figures: (await import('./memory.ts')).memory }),
  import: async () => ({ figures: (await import('./startup.ts')).startup }),
  bundle: async () => ({
    figures: [...(await import('./bundle-sizes.ts')).bundles, (await import('./bundle-parts.ts')).bundleParts],
  }),
  endurance: async () => ({ figures: (await import('./endurance.ts')).endurance }),
  http: async () => ({ tables: (await import('./http.ts')).middleware }),
}
