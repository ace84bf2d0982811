/** How long a fetched set is good. All in seconds. */

/** Where neither the caller nor the server says how long: ten minutes. */
const defaultMaxAge = 600
/** What a server may say: no less than a minute, or each token would cost a request; no more than a day, as retired keys live so long. */
const [leastMaxAge, mostMaxAge] = [60, 86_400]
/** Part of its life after which a set is fetched anew in the background. */
const refreshAfter = 0.8
/** A clock may be set back by so much before what was fetched "in the future" counts as too old. */
const clockSlack = 60

interface Headers {
  get(name: string): string | null
}

/** The freshness lifetime of a response (RFC 9111 §4.2): `max-age` less the time it has spent in caches, within bounds. */
export function maxAgeOf(headers: Headers | undefined): number {
  const directives = textOf(headers, 'cache-control')
  if (/(?:^|,)\s*no-(?:store|cache)\s*(?:$|[,=])/i.test(directives)) return leastMaxAge
  const found = /(?:^|,)\s*max-age\s*=\s*"?(\d{1,10})"?\s*(?:$|,)/i.exec(directives)
  if (found === null) return defaultMaxAge
  const age = /^\s*(\d{1,10})\s*$/.exec(textOf(headers, 'age'))
  return boundedMaxAge(Number(found[1]) - (age === null ? 0 : Number(age[1])))
}

export function boundedMaxAge(seconds: number): number {
  return Math.min(Math.max(seconds, leastMaxAge), mostMaxAge)
}

/** The age of what was fetched at `at`; endless where the clock has been set back too far, or tells no time. */
export function ageOf(at: number, now: number): number {
  const age = now - at
  return age >= -clockSlack ? Math.max(age, 0) : Number.POSITIVE_INFINITY
}

/** Whether so much of its life is over that it is time to fetch a set anew. */
export function isAging(age: number, maxAge: number): boolean {
  return age >= maxAge * refreshAfter
}

/** Seconds after so many failures in a row until the next attempt: 1, 2, 4 …, no more than `most`. */
export function pauseAfter(failures: number, most: number): number {
  return failures === 0 ? 0 : Math.min(2 ** (failures - 1), most)
}

/** Whether `now` is so near to `at`; a clock that was set back by more ends it. */
export function isWithin(seconds: number, at: number, now: number): boolean {
  return Math.abs(now - at) < seconds
}

function textOf(headers: Headers | undefined, name: string): string {
  const text = headers?.get(name)
  return typeof text === 'string' && text.length <= 1024 ? text : ''
}
