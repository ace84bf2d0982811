import { base64 } from '../../../conformance/src/suites/der.ts'
import { field, publicFields, sshNames, sshPem, sshPrivate, typeOf } from '../../../conformance/src/suites/ssh.ts'
import { type Target, textOf } from '../target.ts'
import { partsOf } from './key-parts.ts'

const magic = 'openssh-key-v1\0'

/** The octets of an OpenSSH private key, and of a public one, behind the base64 that nothing could be changed in. */
export const target: Target = {
  seeds: () => sshNames.flatMap((name) => [sshPrivate(name), joined(field(typeOf(name)), publicFields(name))]),
  words: [
    magic,
    'none',
    'ssh-rsa',
    'ssh-ed25519',
    'ecdsa-sha2-nistp',
    'nistp256',
    'nistp521',
    'aes256-ctr',
    'bcrypt',
    'ssh-dss',
  ],
  async read(o, input) {
    const text = textOf(input.subarray(0, magic.length)) === magic ? sshPem(input) : `${typeIn(input)} ${base64(input)}`
    return partsOf(
      await o.construct(text, 'RS256').catch(() => o.construct(text, 'ES256').catch(() => o.construct(text))),
    )
  },
}

/** The type that a public key begins with, which its line must announce. */
function typeIn(input: Uint8Array): string {
  const { length } = input
  const size = length < 4 ? 0 : new DataView(input.buffer, input.byteOffset).getUint32(0)
  return textOf(input.subarray(4, Math.min(4 + size, 40)))
}

function joined(...parts: readonly Uint8Array[]): Uint8Array {
  return Uint8Array.from(Buffer.concat(parts))
}
