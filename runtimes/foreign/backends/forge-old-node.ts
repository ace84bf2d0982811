import { randomBytes } from 'node:crypto'
import { forgeBackend } from '@jose/backend-forge'

export const backend = forgeBackend({ random: randomBytes })
