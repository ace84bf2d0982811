export type Mode = 'sync' | 'async'

/** Somebody who can do what is measured. */
export interface Contender {
  /** Such as `jose`, or `ours, PEM` where a library is used in several ways. */
  readonly name: string
  readonly mode: Mode
  /** Claims to a token, a token to claims, a plaintext to a ciphertext. */
  call(input: unknown): unknown
}

/** This library in the way that is quickest: key and options looked at once. What everybody is compared with. */
export const prepared = 'ours'

/** Those of one mode stand together. */
export function byMode(contenders: readonly Contender[]): readonly Contender[] {
  return [...contenders.filter(({ mode }) => mode === 'sync'), ...contenders.filter(({ mode }) => mode === 'async')]
}

/** Names the contender in what a check throws. */
export async function blaming({ name, mode }: Contender, check: () => Promise<void>): Promise<void> {
  try {
    await check()
  } catch (error) {
    throw new Error(`${name} (${mode}) gives a wrong result`, { cause: error })
  }
}

/** Whether it gives anything at all for what must be refused. */
export async function accepts({ call }: Contender, input: unknown): Promise<boolean> {
  try {
    return (await call(input)) !== undefined
  } catch {
    return false
  }
}
