/** The whole demo, as its users meet it: output and exit code. */
import { readdirSync } from 'node:fs'
import { keyManagementAlgorithms } from '@jose/core'
import { encryptionPeers, pairsOf, peers } from '@jose-internal/interop'
import { beforeAll, describe, expect, it } from 'vitest'
import { demo, type Output, readVectors, tokensIn, vectors } from './process.ts'

describe('the whole demo', () => {
  let output: Output
  beforeAll(async () => {
    output = await demo([])
  }, 120_000)

  it('finds nothing unexpected', () => {
    expect(output.stderr).toBe('')
    expect(output.stdout).toMatch(/✓ all as expected\n$/)
    expect(output.stdout).not.toContain('✗')
    expect(output.stdout).not.toContain('\u001b')
    expect(output.code).toBe(0)
  })

  it('shows every token of the documents', () => {
    const files = [...readdirSync(new URL('rfc/', vectors)).map((name) => `rfc/${name}`), 'guide.json']
    const tokens = files.flatMap(tokensIn)
    const rows = tableUnder('Tokens printed')
    const expected = tokens.map(({ algorithm }) => `${algorithm} ${algorithm === 'none' ? '✓ refused' : '✓ verified'}`)
    expect(rows.map((row) => `${row[2]} ${row[5]}`).toSorted()).toEqual(expected.toSorted())
  })

  it('counts every token of the other implementations', () => {
    const files = vectorFiles('peers/')
    const rows = tableUnder('Tokens recorded')
    for (const [index, name] of files.entries()) {
      const tokens = tokensIn(`peers/${name}`)
      for (const [algorithm = '', ...cells] of rows) {
        const count = tokens.filter((token) => token.algorithm === algorithm).length
        expect(cells[index]?.replace(/ [\d.]+ .s$/, ''), `${name} ${algorithm}`).toBe(
          count === 0 ? '–' : `✓ ${count}/${count}`,
        )
      }
      expect(rows.map(([algorithm]) => algorithm)).toEqual(
        expect.arrayContaining(tokens.map((token) => token.algorithm)),
      )
    }
  })

  it('asks every installed implementation about every algorithm both have', async () => {
    const present = await peers()
    const rows = tableUnder('Tokens issued now')
    expect(rows.length).toBeGreaterThan(0)
    for (const [index, { name, algorithms }] of present.entries()) {
      for (const [algorithm = '', ...cells] of rows) {
        expect(cells[4 + index], `${name} ${algorithm}`).toBe(algorithms.includes(algorithm) ? '✓' : '–')
      }
    }
  })

  it('fits into 120 columns, but for the list of what is not installed', () => {
    const lines = output.stdout.split('\n').filter((line) => !line.startsWith('not here:'))
    expect(lines.filter((line) => line.length > 120)).toEqual([])
  })

  it('decrypts every encrypted token of the other implementations on each backend, or refuses it', () => {
    const files = vectorFiles('peers/encrypted/')
    const counts = tableUnder('Encrypted tokens recorded')
    const times = tableUnder('Median time to decrypt')
    expect(times.map(([backend]) => backend)).toEqual(['node', 'webcrypto', 'forge'])
    expect(files).toHaveLength(5)
    for (const [index, name] of files.entries()) {
      const good = encryptedIn(name).filter(({ refused }) => refused === undefined)
      for (const [algorithm = '', ...cells] of counts) {
        const count = good.filter((token) => token.algorithm === algorithm).length
        const [node, webcrypto, forge] = [count, algorithm === 'RSA1_5' ? '–' : count, count]
        expect(cells[index], `${name} ${algorithm}`).toBe(count === 0 ? '–' : `✓ ${node} · ${webcrypto} · ${forge}`)
      }
      expect(counts.map(([algorithm]) => algorithm)).toEqual(
        expect.arrayContaining(good.map(({ algorithm }) => algorithm)),
      )
      for (const [backend, ...cells] of times) {
        const count = good.filter(({ algorithm }) => backend !== 'webcrypto' || algorithm !== 'RSA1_5').length
        expect(cells[index], `${name} ${backend}`).toMatch(new RegExp(`^✓ ${count}/${count} [\\d.]+ (µs|ms)$`))
      }
    }
  })

  it('refuses the tokens of python-jose by GCM, whose IV has 16 bytes, and says so', () => {
    const refusals = refusedTokens()
    const byGcm = refusals.filter(({ what }) => what.startsWith('the initialization vector of GCM'))
    expect(byGcm.map(({ title }) => title)).toEqual([
      'python-jose 3.3.0: dir with A128GCM',
      'python-jose 3.3.0: dir with A192GCM',
      'python-jose 3.3.0: dir with A256GCM',
    ])
    for (const { verdict, message } of byGcm) {
      expect(verdict).toBe('✓ refused')
      expect(message).toBe('The initialization vector must have 12 bytes (RFC 7518 §5); it has 16 (ERR_JWE_INVALID)')
    }
  })

  it('refuses compression that is none, spoilt tokens, and what was not asked for', () => {
    const refusals = refusedTokens()
    expect(refusals.map(({ verdict }) => verdict)).toEqual(refusals.map(() => '✓ refused'))
    expect(refusals.map(({ message }) => /\((ERR_\w+)\)$/.exec(message)?.[1])).toEqual([
      ...Array(6).fill('ERR_JWE_INVALID'),
      'ERR_JWE_DECRYPTION',
      'ERR_JWE_DECRYPTION',
      'ERR_JWE_INVALID',
      'ERR_JWE_INVALID',
      'ERR_JWE_DECRYPTION',
      'ERR_ALGORITHM_NOT_ALLOWED',
      'ERR_ALGORITHM_NOT_ALLOWED',
    ])
  })

  it('sends encrypted tokens to every installed implementation, by all that both have', async () => {
    const present = await encryptionPeers()
    const rows = tableUnder('Tokens encrypted now')
    expect([...new Set(rows.map(([algorithm]) => algorithm))]).toEqual(Object.keys(keyManagementAlgorithms))
    for (const [index, peer] of present.entries()) {
      const pairs = pairsOf(peer)
      for (const [algorithm = '', key = '', , , ...cells] of rows) {
        const curve = algorithm.startsWith('ECDH') ? key : undefined
        const own = pairs.filter((pair) => pair.algorithm === algorithm && (curve ?? pair.keyName) === pair.keyName)
        expect(cells[index], `${peer.name} ${algorithm} ${key}`).toBe(
          own.length === 0 ? '–' : `✓ ${own.length}/${own.length}`,
        )
      }
    }
  })

  it('says which implementations are not here, and how to get them', async () => {
    const present = (await encryptionPeers()).map(({ name }) => name)
    const absent = vectorFiles('peers/encrypted/')
      .map((file) => file.replace('.json', ''))
      .filter((name) => !present.includes(name))
    const section = output.stdout.split('Tokens encrypted now')[1] ?? ''
    expect(section).toContain(absent.length === 0 ? 'not here: none' : `not here: ${absent.join(', ')} (`)
  })

  /** The rows of the refused tokens, each wrapped cell in one piece again. */
  function refusedTokens(): { title: string; what: string; verdict: string; message: string }[] {
    const [titles = '', line = '', ...rows] = rowsUnder('Encrypted tokens that are refused')
    expect(titles).toMatch(/^token/)
    const starts = [...line.matchAll(/─+/g)].map(({ index }) => index)
    const refusals: string[][] = []
    for (const row of rows) {
      const cells = starts.map((start, column) => row.slice(start, starts[column + 1]).trim())
      if (cells[2] !== '') refusals.push(cells)
      else refusals.push((refusals.pop() ?? []).map((cell, column) => `${cell} ${cells[column]}`.trim()))
    }
    return refusals.map(([title = '', what = '', verdict = '', message = '']) => ({ title, what, verdict, message }))
  }

  /** The lines of a table, titles and all. */
  function rowsUnder(title: string): string[] {
    const [, section = ''] = output.stdout.split(`\n${title}`)
    return section.split('\n\n')[1]?.split('\n') ?? []
  }

  /** The cells of a table, whose columns are two spaces apart. */
  function tableUnder(title: string): string[][] {
    const [, section = ''] = output.stdout.split(`\n${title}`)
    const [, , , body = ''] = /^(.*)\n\n(.*)\n─[─ ]*\n([\s\S]*?)\n\n/.exec(section) ?? []
    return body.split('\n').map((line) => line.split(/ {2,}/))
  }
})

function vectorFiles(folder: string): string[] {
  return readdirSync(new URL(folder, vectors))
    .filter((name) => name.endsWith('.json'))
    .toSorted()
}

function encryptedIn(name: string): { readonly algorithm: string; readonly refused?: string }[] {
  return readVectors(`peers/encrypted/${name}`).encrypted
}
