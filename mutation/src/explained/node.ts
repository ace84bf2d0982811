import type { Explained } from './explained.ts'

export const ofNode: readonly Explained[] = []
