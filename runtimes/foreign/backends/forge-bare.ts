import { forgeBackend } from '@jose/backend-forge'

declare const random: (length: number) => Uint8Array

export const backend = forgeBackend({ random })
