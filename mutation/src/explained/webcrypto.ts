import type { Explained } from './explained.ts'

export const ofWebcrypto: readonly Explained[] = [
  {
    file: 'packages/backend-webcrypto/src/abilities.ts',
    line: 'if (answer === undefined) void probe(ability)',
    became: 'true',
    why: 'what is known is not tried again: the condition saves time only',
  },
  {
    file: 'packages/backend-webcrypto/src/abilities.ts',
    line: "return type.supports?.('generateKey', questions[ability][0]) === false",
    became: "type.supports('generateKey', questions[ability][0])",
    why: 'what is thrown where there is no such method is caught',
  },
  {
    file: 'packages/backend-webcrypto/src/abilities.ts',
    line: '} catch {',
    became: '{}',
    why: 'undefined denies nothing either',
  },
  {
    file: 'packages/backend-webcrypto/src/cipher.ts',
    line: 'return withKey(source, key, primitive, ciphertext, run, true)',
    became: 'false',
    why: 'a copy costs time and memory, and changes nothing',
  },
  {
    file: 'packages/backend-webcrypto/src/codec.ts',
    line: '} catch {',
    became: '{}',
    why: 'what returns nothing answers undefined too',
  },
  {
    file: 'packages/backend-webcrypto/src/codec.ts',
    line: 'else if (text.length - whole === 3) {',
    became: 'true',
    why: 'what is written behind the end of a Uint8Array is dropped',
  },
  {
    file: 'packages/backend-webcrypto/src/deflate.ts',
    line: 'for (let start = 0; start < octets.length; start += pieceLength)',
    became: 'start <= octets.length',
    why: 'a piece of no octets, written last, changes nothing',
  },
  {
    file: 'packages/backend-webcrypto/src/keys.ts',
    line: 'if (ability !== undefined) abilities.learn(ability)',
    became: 'true',
    why: 'nobody asks for an ability that has no name: the condition is for the compiler',
  },
  {
    file: 'packages/backend-webcrypto/src/keys.ts',
    line: "return kind.kty === 'RSA' ? 'RSA' : kind.kty === 'AKP' ? kind.alg : kind.crv",
    became: ['false', '""'],
    why: 'RSA depends on no ability, by whatever name',
  },
  {
    file: 'packages/backend-webcrypto/src/mac.ts',
    line: 'return withKey(source, key, primitive, octets(data), run, true)',
    became: 'false',
    why: 'a copy costs time and memory, and changes nothing',
  },
  {
    file: 'packages/backend-webcrypto/src/octets.ts',
    line: 'if (encoder?.encodeInto !== undefined && text.length <= room.length)',
    became: ['false', 'text.length < room.length'],
    why: 'octets in memory of their own are as good: it saves time',
  },
  {
    file: 'packages/backend-webcrypto/src/octets.ts',
    line: 'return encoded.length === text.length ? encoded : undefined',
    became: 'true',
    why: 'the octets of what is not ASCII are none of the alphabet either',
  },
  {
    file: 'packages/backend-webcrypto/src/octets.ts',
    line: 'function createEncoder(): TextEncoderLike | undefined {',
    became: '{}',
    why: 'of ASCII the language makes the same octets, only slower',
  },
  {
    file: 'packages/backend-webcrypto/src/parameters.ts',
    line: 'known.set(primitive, parameters)',
    became: ';',
    why: 'parameters that are made anew are as good: it saves time',
  },
  {
    file: 'packages/backend-webcrypto/src/private-keys.ts',
    line: '} catch {',
    became: '{}',
    why: 'what returns nothing answers undefined too',
  },
  {
    file: 'packages/backend-webcrypto/src/signature.ts',
    line: 'return (signature[difference] as number) < (n[difference] as number)',
    became: 'signature[difference] as number <= (n[difference] as number)',
    why: 'at that place the two differ, or there is none',
  },
  {
    file: 'packages/backend-webcrypto/src/signatures-only.ts',
    line: '} catch {',
    became: '{}',
    why: 'what returns nothing answers undefined too',
  },
  {
    file: 'packages/backend-webcrypto/src/supports-signing.ts',
    line: "case 'RSA-PSS':",
    became: "case 'RSA-PSS':",
    why: 'what has no curve has no ability there either, and the answer is yes',
  },
  {
    file: 'packages/backend-webcrypto/src/supports.ts',
    line: "case 'PBKDF2':",
    became: "case 'PBKDF2':",
    why: 'what has no bits has not 192 either, and the answer is yes',
  },
]
