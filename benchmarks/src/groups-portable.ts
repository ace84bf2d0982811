import type { GroupLoader } from './groups.ts'
import { algorithms } from './jwt/subject.ts'

/** Those that run wherever there is WebCrypto. */
export const portable: { readonly [name: string]: GroupLoader } = {
  webcrypto: async () => {
    const [{ onWebcrypto }, { encryptionsOnWebcrypto }] = await Promise.all([
      import('./jwt/webcrypto.ts'),
      import('./jwe/webcrypto.ts'),
    ])
    return { tables: [...algorithms.map(onWebcrypto), ...encryptionsOnWebcrypto] }
  },
}
