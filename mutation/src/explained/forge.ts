import type { Explained } from './explained.ts'

export const ofForge: readonly Explained[] = []
