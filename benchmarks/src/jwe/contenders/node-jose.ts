// node-jose, with keys it has parsed.
import library from 'node-jose'
import type { Contenders } from '../contests.ts'
import type { Subject } from '../subject.ts'

export async function nodeJose({ algorithm, encryption, jwk }: Subject): Promise<Contenders> {
  const of = algorithm === 'dir' ? encryption : algorithm
  const encrypting = await library.JWK.asKey({ ...jwk.encrypting, alg: of, use: 'enc' })
  const decrypter = library.JWE.createDecrypt(await library.JWK.asKey({ ...jwk.decrypting, alg: of, use: 'enc' }))
  const options = { format: 'compact', contentAlg: encryption, fields: { alg: algorithm } } as const
  return {
    encrypt: [
      {
        name: 'node-jose',
        mode: 'async',
        call: (plaintext) =>
          library.JWE.createEncrypt(options, encrypting)
            .update(Buffer.from(plaintext as Uint8Array))
            .final(),
      },
    ],
    decrypt: [
      {
        name: 'node-jose',
        mode: 'async',
        call: async (token) => (await decrypter.decrypt(token as string)).plaintext,
      },
    ],
  }
}
