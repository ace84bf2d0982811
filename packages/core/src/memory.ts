/** What was worked out before, by text; the oldest goes when there is too much. Long texts are not worth the memory. */
export class Memory<T> {
  private readonly entries = new Map<string, T>()
  private readonly most: number
  private readonly longest: number

  /** `most` entries of keys up to `longest` characters. */
  constructor(most: number, longest: number) {
    this.most = most
    this.longest = longest
  }

  get(text: string): T | undefined {
    return this.entries.get(text)
  }

  set(text: string, value: T): void {
    if (text.length > this.longest) return
    if (this.entries.size >= this.most && !this.entries.has(text))
      this.entries.delete(this.entries.keys().next().value as string)
    this.entries.set(ownText(text), value)
  }
}

/** The same text in memory of its own: engines keep a part of a string as a view, which would hold all of a long token. */
export function ownText(text: string): string {
  return JSON.parse(JSON.stringify(text))
}
