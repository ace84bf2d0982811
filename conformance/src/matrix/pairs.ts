import type { JWK } from '@jose/core'
import { equal, refuses } from '../assert.ts'
import type { Operations } from '../modes.ts'
import type { It } from '../suite.ts'
import { hasSigner, type KeyName, signers, skipLacking, testKeys, verifierOf } from '../suites/test-keys.ts'

type Signer = readonly [algorithm: string, name: KeyName]

/** What one backend signs, another verifies, in each of its modes. */
export function matrixPairs(signer: Operations, verifiers: readonly Operations[], it: It): void {
  for (const each of signers) {
    const [algorithm, name] = each
    const { private: jwk } = testKeys[name]
    const title = `${algorithm} with the ${name} key`
    const need = (): void => {
      for (const o of [signer, ...verifiers])
        if (!hasSigner(o, algorithm, name)) skipLacking(o, algorithm === 'EdDSA' ? name : algorithm)
    }

    it(`${title}, a test key`, async () => {
      need()
      const own = await signer.construct(jwk)
      const forms = [verifierOf(name), ...(jwk.kty === 'oct' ? [] : [await own.toJwk(), await own.toPem()])]
      await travels(signer, verifiers, each, jwk, forms)
    })
    it(`${title}, that the verifier made and the signer was given`, async () => {
      need()
      for (const o of verifiers) {
        // An RSA key is slow to make: there the test key is read and written by the verifier.
        const made = jwk.kty === 'RSA' ? await o.construct(jwk) : await o.generate(algorithm, curveOf(algorithm, jwk))
        const whole = await made.toJwk({ private: true })
        const half = jwk.kty === 'oct' ? whole : await made.toJwk()
        await travels(signer, [o], each, whole, [half])
        if (jwk.kty === 'oct') continue
        await travels(signer, [o], each, await made.toPem({ private: true }), [half, await made.toPem()])
        equal(await (await signer.construct(await made.toPem())).toPem(), await made.toPem(), 'the PEM, written again')
      }
    })
  }
}

async function travels(
  signer: Operations,
  verifiers: readonly Operations[],
  [algorithm, name]: Signer,
  key: unknown,
  forms: readonly unknown[],
): Promise<void> {
  const algorithms = [algorithm]
  const other = name === 'HS256' ? testKeys.HS384.private : testKeys.HS256.private
  const [jws, jwt] = [
    await signer.sign('Zoë 日本', key, { algorithm }),
    await signer.encode({ sub: 'me' }, key, { algorithm }),
  ]
  for (const o of verifiers) {
    for (const form of forms) {
      equal((await o.verify(jws, form, { algorithms })).text(), 'Zoë 日本')
      equal(await o.decode(jwt, form, { algorithms }), { sub: 'me' })
    }
    const [header, payload] = jwt.split('.')
    const mixed = `${header}.${payload}.${jws.split('.')[2]}`
    await refuses(() => o.verify(mixed, forms[0], { algorithms }), { code: 'ERR_JWS_SIGNATURE' })
    await refuses(() => o.verify(jws, [other], { algorithms }), {})
  }
}

function curveOf(algorithm: string, { crv }: JWK): { readonly curve?: string } {
  return algorithm === 'EdDSA' && crv !== undefined ? { curve: crv } : {}
}
