import type { Order, Outcome } from '../foreign/order.ts'

export type { Order, Outcome }

/** A runtime of the matrix: data, and how to start it. One file each, in `runtimes/`. */
export interface Runtime {
  readonly name: string
  readonly cells: readonly Cell[]
  /** The JavaScript engine inside. The same engine twice teaches nothing new about JavaScript alone. */
  readonly engine: 'V8' | 'JavaScriptCore' | 'SpiderMonkey' | 'Hermes' | 'QuickJS'
  /** In how many parts the suite is run, for an interpreter that takes long. Default: one. */
  readonly parts?: number
  /** Cases that cannot pass there, by the backend, and why. */
  readonly skip?: { readonly [backend in Cell['backend']]?: NonNullable<Order['skip']> }
  /** What the runtime must not have, so that it is what it is called. */
  readonly without?: readonly string[]
  /** As the runtime itself tells it. Throws where it is not there. */
  version(): Promise<string>
  /** The outcome of the order, as JSON. Throws where there is none. What it started ends when the signal says so. */
  run(cell: Cell, order: Order, signal: AbortSignal): Promise<string>
}

/** One backend in one runtime, loaded in one way. */
export interface Cell {
  readonly backend: 'node' | 'webcrypto' | 'forge'
  /** How it is made there: a file of `foreign/backends`. */
  readonly made: string
  readonly loaded: Loaded
}

/** By the runtime's own module loader, or in one file that Vite made. */
export type Loaded = 'import' | 'require' | 'bundle'

/** The cells of some backends, each loaded in all of those ways. `made` names the file that makes a backend where it is not its own. */
export function cellsOf(
  backends: readonly Cell['backend'][],
  ways: readonly Loaded[],
  made: { readonly [backend in Cell['backend']]?: string } = {},
): readonly Cell[] {
  return backends.flatMap((backend) => ways.map((loaded) => ({ backend, made: made[backend] ?? backend, loaded })))
}
