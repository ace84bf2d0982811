export type Mode = 'sync' | 'async'

/** Somebody who can do what is measured. */
export interface Contender {
  /** Such as `jose`, or `ours, PEM` where a library is used in several ways. */
  readonly name: string
  readonly mode: Mode
  /** Claims to a token, a token to claims, a plaintext to a ciphertext. */
  call(input: unknown): unknown
}

/** Somebody who does not run here, and why. */
export interface Absent {
  readonly name: string
  readonly reason: string
}

/** This library in the way that is quickest: key and options looked at once. What everybody is compared with. */
export const prepared = 'ours'

export function isOurs({ name }: Pick<Contender, 'name'>): boolean {
  return name === prepared || name.startsWith(`${prepared}, `)
}

/** Those of one mode stand together. */
export function byMode(contenders: readonly Contender[]): readonly Contender[] {
  return [...contenders.filter(({ mode }) => mode === 'sync'), ...contenders.filter(({ mode }) => mode === 'async')]
}

/** All that could be made, and who could not. Throws where it is this library that could not. */
export async function gather<T>(makers: { readonly [name: string]: () => T | Promise<T> }): Promise<Gathered<T>> {
  const [all, absent]: [T[], Absent[]] = [[], []]
  for (const [name, make] of Object.entries(makers)) {
    try {
      all.push(await make())
    } catch (error) {
      if (isOurs({ name })) throw error
      absent.push({ name, reason: reasonOf(error) })
    }
  }
  return { all, absent }
}

export interface Gathered<T> {
  readonly all: readonly T[]
  readonly absent: readonly Absent[]
}

/** The first line of what was thrown, at the bottom of it. */
export function reasonOf(error: unknown): string {
  if (error instanceof Error && error.cause !== undefined) return reasonOf(error.cause)
  const [line = ''] = (error instanceof Error ? error.message : String(error)).split('\n')
  return line
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

/** The same members with the same values, which here come in the same order. Throws. */
export function mustBeSame(given: unknown, expected: unknown): void {
  if (JSON.stringify(given) !== JSON.stringify(expected)) throw new Error('the claims are others')
}

/** Throws. */
export function mustBeSameOctets(given: Uint8Array, expected: Uint8Array): void {
  const isSame = given.length === expected.length && expected.every((octet, index) => octet === given[index])
  if (!isSame) throw new Error('the octets are others')
}

/** A function that gives the text as a new string each time: a server never sees the same one twice, whose hash the engine knows. */
export function afresh(text: string): () => string {
  const octets = new TextEncoder().encode(text)
  const decoder = new TextDecoder('latin1')
  return () => decoder.decode(octets)
}
