// What one backend writes, in whatever mode, another reads: over generated contents, options, forms and keys.
import fc from 'fast-check'
import { beforeAll, expect, it } from 'vitest'
import { ready } from '../properties/cells.ts'
import { growthOf, ledgerText, openLedger } from '../properties/ledger.ts'
import { explore, seedsOf } from '../properties/run.ts'
import { runs } from '../properties/settings.ts'
import { journey, journeys } from '../properties/travel.ts'
import { plaintextTravel } from '../properties/travels-encrypted.ts'
import { keyTravel } from '../properties/travels-keys.ts'
import { claimsTravel, payloadTravel, setTravel } from '../properties/travels-signed.ts'

const number = Math.ceil(runs / 10)

beforeAll(ready)

it('everything comes back as it was', { timeout: 60_000 + number * 500 }, async () => {
  const travels = fc.oneof(
    { arbitrary: claimsTravel, weight: 3 },
    { arbitrary: payloadTravel, weight: 4 },
    { arbitrary: plaintextTravel, weight: 5 },
    { arbitrary: keyTravel, weight: 2 },
    { arbitrary: setTravel, weight: 1 },
  )
  const ledger = openLedger('Round trips')
  await explore(ledger, fc.tuple(travels, journeys), number, ([each, path]) => journey(ledger, each, path))
  process.stdout.write(ledgerText(ledger, seedsOf(number)))
  expect(ledger.differences).toEqual([])
  expect(ledger.crashes).toEqual([])
  expect(ledger.accepted).toBeGreaterThan(number / 2)
  expect(growthOf(ledger)).toBeLessThan(100e6)
})
