import type { Explained } from './explained.ts'

export const ofWebcrypto: readonly Explained[] = []
