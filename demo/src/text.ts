import { styleText } from 'node:util'

export type Style = 'green' | 'red' | 'yellow' | 'bold' | 'dim'

/** Colour on a terminal only, and not under NO_COLOR: Node looks at both. */
export function styled(style: Style, text: string): string {
  return styleText(style, text)
}

/** A value as JSON on one line, safe to print. */
export function json(value: unknown): string {
  return printable(JSON.stringify(value) ?? 'undefined')
}

/** Text of a token, in which control and direction characters could tell a terminal to show something else. */
export function printable(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (character) =>
    Array.from({ length: character.length }, (_, index) => escaped(character.charCodeAt(index))).join(''),
  )
}

function escaped(unit: number): string {
  return `\\u${unit.toString(16).padStart(4, '0')}`
}

/** Columns of a terminal that the text takes: East Asian characters and emoji take two. */
export function widthOf(text: string): number {
  return Array.from(text, columnsOf).reduce((sum, columns) => sum + columns, 0)
}

/** At most so many columns, with … where something is left out. */
export function clipped(text: string, most: number): string {
  if (widthOf(text) <= most) return text
  let kept = ''
  let room = most - 1
  for (const character of text) {
    room -= columnsOf(character)
    if (room < 0) break
    kept += character
  }
  return `${kept}…`
}

/** Lines of at most so many columns, broken after spaces and commas. A longer word is a line of its own. */
export function wrapped(text: string, most: number): readonly string[] {
  const lines: string[] = []
  let line = ''
  for (const piece of text.split(/(?<=[ ,])/)) {
    if (line !== '' && widthOf(line + piece.trimEnd()) > most) {
      lines.push(line.trimEnd())
      line = ''
    }
    line += piece
  }
  return [...lines, line.trimEnd()]
}

function columnsOf(character: string): number {
  if (/\p{Mark}/u.test(character)) return 0
  return /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60]|\p{Emoji_Presentation}/u.test(
    character,
  )
    ? 2
    : 1
}

/** Milliseconds as a time that is easy to read. */
export function duration(milliseconds: number): string {
  if (milliseconds < 1) return `${Math.round(milliseconds * 1000)} µs`
  return `${milliseconds.toFixed(milliseconds < 100 ? 1 : 0)} ms`
}

export function median(numbers: readonly number[]): number {
  return numbers.toSorted((a, b) => a - b)[numbers.length >> 1] ?? Number.NaN
}
