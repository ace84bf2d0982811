/** Where the generators begin: the same seed gives the same cases. `JOSE_PROPERTY_SEED=…` begins elsewhere. */
export const seed = whole('JOSE_PROPERTY_SEED', 20_261_128)

/** Cases whose verdict every backend is asked for; the other properties run in proportion. `JOSE_PROPERTY_RUNS=1000000` runs a million. */
export const runs = whole('JOSE_PROPERTY_RUNS', 10_000)

function whole(name: string, fallback: number): number {
  const value = Number(process.env[name] ?? fallback)
  if (!Number.isSafeInteger(value) || value < 1) throw new TypeError(`${name} is a whole number from 1`)
  return value
}
