import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { halves, isEcdsa, minimal, padded } from './ecdsa.ts'
import { type KeyTool, textOf, versionOf, workshop } from './key-tool.ts'

const { name, lack } = versionOf('ssh', '-V')
const { directory, run, succeeds, write } = workshop()

const kinds: { readonly [algorithm: string]: readonly string[] } = {
  RS512: ['-t', 'rsa', '-b', '2048'],
  ES256: ['-t', 'ecdsa', '-b', '256'],
  ES384: ['-t', 'ecdsa', '-b', '384'],
  ES512: ['-t', 'ecdsa', '-b', '521'],
  Ed25519: ['-t', 'ed25519'],
}

const field = (content: string | Uint8Array): Buffer => {
  const octets = Buffer.from(content)
  const length = Buffer.alloc(4)
  length.writeUInt32BE(octets.length)
  return Buffer.concat([length, octets])
}

/** Fields of octets, one after the other. */
function fieldsOf(octets: Buffer): readonly Buffer[] {
  const fields: Buffer[] = []
  for (let offset = 0; offset < octets.length; ) {
    const end = offset + 4 + octets.readUInt32BE(offset)
    fields.push(octets.subarray(offset + 4, end))
    offset = end
  }
  return fields
}

/** OpenSSH's PROTOCOL.sshsig: the namespace, nothing, the hash that follows. */
const context = Buffer.concat([field('jose'), field(''), field('sha512')])
const magic = Buffer.from('SSHSIG')

const typeOf = (line: string): string => line.split(' ')[0] ?? ''

/** `ssh-keygen`: its private keys, its lines, and its signatures of files. */
export const openssh: KeyTool = {
  name: name.split(',')[0] ?? '',
  lack,
  algorithms: Object.keys(kinds),
  encrypts: false,
  signed: (data) => Buffer.concat([magic, context, field(createHash('sha512').update(data).digest())]),
  make: (algorithms) =>
    algorithms.map((algorithm, index) => {
      const file = `made-${index}`
      run('rm', ['-f', file, `${file}.pub`])
      run('ssh-keygen', ['-q', ...(kinds[algorithm] ?? []), '-N', '', '-C', `me@host ${algorithm}`, '-f', file])
      const read = (path: string): string => readFileSync(join(directory, path), 'utf8')
      return { private: read(file), public: read(`${file}.pub`) }
    }),
  answer: (questions) =>
    questions.map((question) => {
      if (question.ask === 'encrypt' || question.ask === 'decrypt') throw new TypeError('ssh-keygen does not encrypt')
      const { ask, algorithm, data } = question
      const text = textOf(question.key)
      if (ask === 'sign') {
        const armoured = run(
          'ssh-keygen',
          ['-q', '-Y', 'sign', '-n', 'jose', '-f', write('key', text)],
          data,
        ).toString()
        const blob = Buffer.from(armoured.replace(/-----.*-----|\s/g, ''), 'base64').subarray(magic.length + 4)
        const [, , , , signature] = fieldsOf(blob)
        const [, octets] = fieldsOf(signature as Buffer) as [Buffer, Buffer]
        return isEcdsa(algorithm) ? Buffer.concat(fieldsOf(octets).map((number) => padded(number, algorithm))) : octets
      }
      const [type, line] = [
        algorithm === 'RS512' ? 'rsa-sha2-512' : typeOf(text),
        Buffer.from(text.split(' ')[1] ?? '', 'base64'),
      ]
      const { signature } = question
      const octets = isEcdsa(algorithm)
        ? Buffer.concat(halves(signature).map((half) => field(minimal(half))))
        : signature
      const version = Buffer.of(0, 0, 0, 1)
      const signed = Buffer.concat([field(type), field(octets)])
      const blob = Buffer.concat([magic, version, field(line), context, field(signed)])
      const armoured = `-----BEGIN SSH SIGNATURE-----\n${blob.toString('base64').replace(/.{70}/g, '$&\n')}\n-----END SSH SIGNATURE-----\n`
      const args = ['-Y', 'check-novalidate', '-n', 'jose', '-s', write('signature', armoured)]
      return Uint8Array.of(succeeds('ssh-keygen', args, data) ? 1 : 0)
    }),
}
