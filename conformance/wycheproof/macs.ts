import { type Files, file } from './files.ts'
import { equal, octets, read } from './vectors.ts'

interface Test {
  readonly key: string
  readonly msg: string
  readonly tag: string
}

export function macs(files: Files): void {
  for (const bits of [256, 384, 512] as const) hmac(files, bits)
}

function hmac(files: Files, bits: 256 | 384 | 512): void {
  const name = `hmac_sha${bits}_test.json`
  file(files, name, [`HS${bits}`], async ({ operations }, tally) => {
    for (const { tagSize, tests } of read<{ readonly tagSize: number }, Test>(name)) {
      for (const { tcId, key: k, msg, tag, result } of tests) {
        const jwk = { kty: 'oct', k: Buffer.from(k, 'hex').toString('base64url') }
        const key = await operations.construct(jwk, `HS${bits}`)
        const made = (await key.sign(octets(msg))).subarray(0, tagSize / 8)
        // A tag that is cut short is none in JOSE, however good.
        const isWhole = tagSize === bits && result === 'valid'
        const verdict = await key.verify(octets(msg), octets(tag))
        tally.judge(tcId, equal(made, tag) === (result === 'valid') && verdict === isWhole)
      }
    }
  })
}
