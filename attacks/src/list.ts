import type { Attack } from './attack.ts'
import { algorithms } from './list/algorithms.ts'
import { claims } from './list/claims.ts'
import { encryption } from './list/encryption.ts'
import { signatures } from './list/signatures.ts'
import { sizes } from './list/sizes.ts'
import { spelling } from './list/spelling.ts'

/** Every attack, in the order of the report. */
export const attacks: readonly Attack[] = [
  ...algorithms,
  ...signatures,
  ...spelling,
  ...claims,
  ...sizes,
  ...encryption,
]
