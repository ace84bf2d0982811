// Keys that go to other tools and come from them, made afresh: node:crypto always, openssl and ssh-keygen where they are installed.
import { execFileSync } from 'node:child_process'
import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  sign as nodeSign,
  verify as nodeVerify,
} from 'node:crypto'
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { forgeBackend } from '@jose/backend-forge'
import { nodeBackend } from '@jose/backend-node'
import { webcryptoBackend } from '@jose/backend-webcrypto'
import { createJose } from '@jose/core'
import { afterAll, describe, expect, it } from 'vitest'

const passphrase = 'correct horse'
const directory = mkdtempSync(join(tmpdir(), 'jose-keys-'))
afterAll(() => rmSync(directory, { recursive: true }))

function has(command: string, ...args: readonly string[]): boolean {
  try {
    execFileSync(command, args, { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

const hasOpenssl = has('openssl', 'version')
const hasSshKeygen = has('ssh', '-V') && has('sh', '-c', 'command -v ssh-keygen')

const run = (command: string, args: readonly string[], input?: string): string =>
  execFileSync(command, args, {
    cwd: directory,
    encoding: 'utf8',
    stdio: ['pipe', 'pipe', 'pipe'],
    ...(input === undefined ? {} : { input }),
  })

const write = (name: string, text: string): void => {
  writeFileSync(join(directory, name), text)
  chmodSync(join(directory, name), 0o600)
}

const kinds = [
  ['RS256', 'rsa'],
  ['ES256', 'ec'],
  ['ES384', 'ec'],
  ['ES512', 'ec'],
  ['Ed25519', 'ed25519'],
] as const

describe.each([nodeBackend(), webcryptoBackend(), forgeBackend()])('keys of other tools, on $name', (backend) => {
  const { jwk, jws } = createJose(backend)

  it.each(kinds)('%s: encrypted here, read by node:crypto and openssl', async (algorithm) => {
    const key = await jwk.generate(algorithm)
    const pem = await key.toPem({ private: true, passphrase, iterations: 2000 })
    const plain = await key.toPem({ private: true })
    const read = createPrivateKey({ key: pem, passphrase })
    expect(read.equals(createPrivateKey(plain))).toBe(true)
    const der = Buffer.from(await key.toDer({ private: true, passphrase, iterations: 2000 }))
    expect(createPrivateKey({ key: der, format: 'der', type: 'pkcs8', passphrase }).equals(read)).toBe(true)
    expect(() => createPrivateKey({ key: pem, passphrase: 'wrong' })).toThrow()
    if (!hasOpenssl) return
    expect(run('openssl', ['pkey', '-passin', `pass:${passphrase}`, '-pubout'], pem)).toBe(await key.toPem())
    expect(run('openssl', ['asn1parse'], pem)).toMatch(/:07D0[\s\S]*hmacWithSHA256[\s\S]*aes-256-cbc/)
  })

  it('310,000 iterations, read by node:crypto', async () => {
    const key = await jwk.generate('ES256')
    const pem = await key.toPem({ private: true, passphrase })
    expect(createPrivateKey({ key: pem, passphrase }).export({ type: 'pkcs8', format: 'pem' })).toBe(
      await key.toPem({ private: true }),
    )
  })

  it.each(kinds)('%s: encrypted by node:crypto, read here', async (algorithm, type) => {
    const curves: { readonly [name: string]: string } = { ES256: 'P-256', ES384: 'P-384', ES512: 'P-521' }
    const options = { modulusLength: 2048, namedCurve: curves[algorithm] as string }
    const { privateKey, publicKey } = generateKeyPairSync(type as 'ec', options)
    for (const cipher of ['aes-128-cbc', 'aes-192-cbc', 'aes-256-cbc']) {
      const pem = privateKey.export({ type: 'pkcs8', format: 'pem', cipher, passphrase })
      const key = await jwk.construct(pem as string, algorithm, { passphrase })
      expect(createPublicKey(await key.toPem()).equals(publicKey)).toBe(true)
      const token = await jws.sign('x', key)
      expect(
        (
          await jws.verify(token, publicKey.export({ type: 'spki', format: 'pem' }) as string, {
            algorithms: [algorithm],
          })
        ).text(),
      ).toBe('x')
    }
  })

  it.skipIf(!hasSshKeygen).each([
    ['RS256', ['-t', 'rsa', '-b', '2048']],
    ['ES256', ['-t', 'ecdsa', '-b', '256']],
    ['ES384', ['-t', 'ecdsa', '-b', '384']],
    ['ES512', ['-t', 'ecdsa', '-b', '521']],
    ['Ed25519', ['-t', 'ed25519']],
  ] as const)('%s: made by ssh-keygen, many times', async (algorithm, args) => {
    // Comments of all lengths, so that every padding comes up; keys with a zero in front come up by chance.
    for (let round = 0; round < (algorithm === 'RS256' ? 2 : 12); round++) {
      const name = `${backend.name}-${algorithm}-${round}`
      run('ssh-keygen', ['-q', ...args, '-N', '', '-C', 'c'.repeat(round), '-f', name])
      const [own, line] = [
        readFileSync(join(directory, name), 'utf8'),
        readFileSync(join(directory, `${name}.pub`), 'utf8'),
      ]
      const key = await jwk.construct(own, algorithm)
      const half = await jwk.construct(line, algorithm)
      expect(await key.toJwk()).toEqual(await half.toJwk())
      const data = new TextEncoder().encode('data')
      expect(await half.verify(data, await key.sign(data))).toBe(true)
      if (algorithm === 'RS256') {
        const read = createPublicKey(await key.toPem())
        expect(nodeVerify('sha256', data, read, await key.sign(data))).toBe(true)
        expect(
          await half.verify(data, nodeSign('sha256', data, createPrivateKey(await key.toPem({ private: true })))),
        ).toBe(true)
      }
    }
  })

  it.skipIf(!hasSshKeygen)('the commands that the errors name do what they say', async () => {
    const name = `${backend.name}-locked`
    run('ssh-keygen', ['-q', '-t', 'ed25519', '-N', passphrase, '-f', name])
    const read = (): string => readFileSync(join(directory, name), 'utf8')
    await expect(jwk.construct(read())).rejects.toThrow("ssh-keygen -p -N ''")
    run('ssh-keygen', ['-p', '-P', passphrase, '-N', '', '-f', name])
    expect((await jwk.construct(read())).crv).toBe('Ed25519')
    run('ssh-keygen', ['-q', '-t', 'ecdsa', '-N', '', '-f', `${name}-ec`])
    const exported = run('ssh-keygen', ['-e', '-f', `${name}-ec`])
    await expect(jwk.construct(exported)).rejects.toThrow('ssh-keygen -i -f')
    write(`${name}.ssh2`, exported)
    expect((await jwk.construct(run('ssh-keygen', ['-i', '-f', `${name}.ssh2`]))).crv).toBe('P-256')
  })
  it.skipIf(!hasOpenssl)('the commands of openssl too', async () => {
    const key = await jwk.generate('ES256')
    const plain = await key.toPem({ private: true })
    const pass = ['-passout', `pass:${passphrase}`]
    for (const args of [
      ['ec', '-aes128'],
      ['pkcs8', '-topk8', '-scrypt'],
      ['pkcs8', '-topk8', '-v2', 'des3'],
    ]) {
      const locked = run('openssl', [...args, ...pass], plain)
      const error = await jwk.construct(locked, undefined, { passphrase }).catch((thrown: Error) => thrown)
      const command = /`openssl ([^`]*)`/.exec(String(error))?.[1]?.replace(' -in key.pem', '').split(' ') ?? []
      const converted = run('openssl', [...command, '-passin', `pass:${passphrase}`, ...pass], locked)
      expect(await (await jwk.construct(converted, undefined, { passphrase })).toPem()).toBe(await key.toPem())
    }
    const store = join(directory, `${backend.name}.p12`)
    write('x.pem', plain)
    run('openssl', ['req', '-x509', '-new', '-key', 'x.pem', '-subj', '/CN=x', '-out', 'x.crt'])
    run('openssl', ['pkcs12', '-export', '-inkey', 'x.pem', '-in', 'x.crt', '-out', store, ...pass])
    await expect(jwk.construct({ der: readFileSync(store) })).rejects.toThrow('openssl pkcs12')
    const text = run('openssl', ['pkcs12', '-in', store, '-nocerts', '-nodes', '-passin', `pass:${passphrase}`])
    expect(await (await jwk.construct(text)).toPem({ private: true })).toBe(plain)
  })
})
