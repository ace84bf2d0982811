// node-jose, with keys it has parsed. It has no EdDSA, and looks at no claims.
import library from 'node-jose'
import type { Contenders } from '../contests.ts'
import type { Subject } from '../subject.ts'

export async function nodeJose({ algorithm, jwk }: Subject): Promise<Contenders> {
  const signing = await library.JWK.asKey({ ...jwk.signing, alg: algorithm, use: 'sig' })
  const verifier = library.JWS.createVerify(await library.JWK.asKey({ ...jwk.verifying, alg: algorithm, use: 'sig' }))
  const options = { format: 'compact', alg: algorithm, fields: { typ: 'JWT' } } as const
  return {
    sign: [
      {
        name: 'node-jose',
        mode: 'async',
        call: (claims) => library.JWS.createSign(options, signing).update(JSON.stringify(claims)).final(),
      },
    ],
    verify: [
      {
        name: 'node-jose',
        mode: 'async',
        call: async (token) => JSON.parse((await verifier.verify(token as string)).payload.toString()),
      },
    ],
  }
}
