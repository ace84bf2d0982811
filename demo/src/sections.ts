import { json, printable, styled } from './text.ts'

/** One member a line, times also as dates. */
export function section(title: string, content: object | string): string {
  const heading = `\n${styled('bold', title)}`
  if (typeof content === 'string') return `${heading}\n  ${printable(content)}`
  const names = Object.keys(content).map(printable)
  const width = Math.max(0, ...names.map(({ length }) => length))
  const lines = Object.entries(content).map(([name, value]) => {
    const date = ['exp', 'nbf', 'iat', 'auth_time', 'updated_at'].includes(name) ? dateOf(value) : ''
    return `  ${printable(name).padEnd(width)}  ${json(value)}${date}`
  })
  return [heading, ...(lines.length === 0 ? ['  (none)'] : lines)].join('\n')
}

function dateOf(value: unknown): string {
  const date = new Date(typeof value === 'number' ? value * 1000 : Number.NaN)
  return Number.isNaN(date.getTime()) ? '' : styled('dim', `  (${date.toISOString()})`)
}
