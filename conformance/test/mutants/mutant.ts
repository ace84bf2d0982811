import type { KeyObject } from 'node:crypto'
import { nodeBackend } from '@jose/backend-node'
import type { NativeKeys } from '@jose/conformance'
import type { Backend, BackendKey, Data, Encoded, SyncBackend } from '@jose/core'

/** A backend with one thing wrong, and the groups of cases that must find it, every one of them, in each mode that is wrong. */
export interface Mutant {
  readonly what: string
  readonly caughtBy: readonly string[]
  readonly backend: Backend
  /** Default: both. */
  readonly modes?: readonly ('async' | 'sync')[]
  /** Default: `KeyObject`s. */
  readonly native?: NativeKeys
}

export const node: SyncBackend = nodeBackend()

type Right = SyncBackend['sync']

/** The right backend with other operations, the same in both modes. */
export function altering(change: (right: Right) => Partial<Right>): SyncBackend {
  const changed = change(node.sync)
  return { ...node, sync: { ...node.sync, ...changed }, async: { ...node.async, ...changed } }
}

export function octetsOf(data: Data): Buffer {
  return typeof data === 'string' ? Buffer.from(data, 'latin1') : Buffer.from(data)
}

export function tagOf(tag: Encoded): Buffer {
  return typeof tag === 'string' ? Buffer.from(tag, 'base64url') : Buffer.from(tag)
}

/** The key as node:crypto has it. */
export function objectOf({ handle }: BackendKey): KeyObject {
  return handle as KeyObject
}

/** Reads what it was given only after the call has returned, as the contract forbids. */
export async function late<T>(answer: () => T): Promise<Awaited<T>> {
  await undefined
  return await answer()
}
