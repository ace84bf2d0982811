import type { Explained } from './explained.ts'

export const ofNode: readonly Explained[] = [
  {
    file: 'packages/backend-node/src/agree.ts',
    line: "return curve.startsWith('X') && isZero(secret) ? undefined : secret",
    became: ['false', "curve.endsWith('X')", '""'],
    why: 'OpenSSL refuses what would be all zeros before: this is for runtimes whose node:crypto is another’s',
  },
  {
    file: 'packages/backend-node/src/agree.ts',
    line: '} catch {',
    became: '{}',
    why: 'what returns nothing returns undefined',
  },
  {
    file: 'packages/backend-node/src/agree.ts',
    line: 'function isZero(octets: Bytes): boolean {',
    became: '{}',
    why: 'OpenSSL refuses what would be all zeros before: this is for runtimes whose node:crypto is another’s',
  },
  {
    file: 'packages/backend-node/src/agree.ts',
    line: 'return octets.reduce((seen, octet) => seen | octet, 0) === 0',
    became: ['false', '() => undefined'],
    why: 'OpenSSL refuses what would be all zeros before: this is for runtimes whose node:crypto is another’s',
  },
  {
    file: 'packages/backend-node/src/cipher.ts',
    line: "if (primitive.name === 'AES-GCM') return open(decipher, decipher.update(content), length)",
    became: ['false', '""'],
    why: 'the way of AES-CBC answers the same, in memory cleared for it: it saves the clearing',
  },
  {
    file: 'packages/backend-node/src/cipher.ts',
    line: 'const cipher = createCipheriv(cipherName(primitive), key.handle as KeyObject, iv, { authTagLength: tagLength })',
    became: '{}',
    why: 'a tag of GCM has 16 bytes where nothing is said: it is said for who reads',
  },
  {
    file: 'packages/backend-node/src/cipher.ts',
    line: 'const decipher = createDecipheriv(cipherName(primitive), key.handle as KeyObject, iv, { authTagLength: tagLength })',
    became: '{}',
    why: 'the tag that is given has 16 bytes always; Node warns of deciphers that are not told so',
  },
  {
    file: 'packages/backend-node/src/cipher.ts',
    line: '} catch {',
    became: '{}',
    why: 'what returns nothing returns undefined',
  },
  {
    file: 'packages/backend-node/src/codec.ts',
    line: "if (text.length * 3 > room.length) return Buffer.from(text).toString('base64url')",
    became: ['true', 'text.length * 3 >= room.length'],
    why: 'either way answers the same: the room saves a Buffer',
  },
  {
    file: 'packages/backend-node/src/codec.ts',
    line: 'const long = text.length > room.length',
    became: ['true', 'text.length >= room.length'],
    why: 'either way answers the same: the room saves a Buffer',
  },
  {
    file: 'packages/backend-node/src/codec.ts',
    line: '(isOneByte?.(text) || Buffer.byteLength(text) === text.length)',
    became: 'isOneByte(text)',
    why: 'this Node has the question: `codec.test.ts` puts others in its place by a mock of the module, which is not run against mutants',
  },
  {
    file: 'packages/backend-node/src/codec.ts',
    line: '} catch {',
    became: '{}',
    why: 'what returns nothing returns undefined',
  },
  {
    file: 'packages/backend-node/src/codec.ts',
    line: "const text = bytes.toString('utf8', 0, length)",
    became: '""',
    why: 'to Buffer an empty name is UTF-8 too',
  },
  {
    file: 'packages/backend-node/src/deflate.ts',
    line: 'return buffer.length === buffer.buffer.byteLength ? buffer : Uint8Array.from(buffer)',
    became: 'false',
    why: 'a copy costs time, and changes nothing',
  },
]
