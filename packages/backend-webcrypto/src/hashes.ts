import type { Bytes, Primitives } from '@jose/core'
import { refusalOf } from './failure.ts'
import { bytesOf, octets } from './octets.ts'
import type { Source } from './platform.ts'

export function createDigest({ subtle }: Source): Primitives<'async'>['digest'] {
  return (hash, data): Promise<Bytes> =>
    subtle()
      .digest(hash, octets(data))
      .then(bytesOf, (error: unknown) => {
        throw refusalOf(error, { name: 'digest', hash })
      })
}
