import { base64url } from '@jose/core'
import keysJson from '../../vectors/foreign-keys.json' with { type: 'json' }
import json from '../../vectors/foreign-signatures.json' with { type: 'json' }
import { equal, ok } from '../assert.ts'
import { skip } from '../skip.ts'
import type { Suite } from '../suite.ts'
import { unarmoured } from './der.ts'
import { hasSigner, type KeyName, skipLacking, testKeys } from './test-keys.ts'

/** The forms of a test key in which the tool writes it, whatever its version; and PKCS#8 and SPKI. Encrypted ones are read elsewhere. */
function formsOf(by: string, name: KeyName): readonly unknown[] {
  const tool = by.split(/[ _]/)[0] as string
  const own = keysJson.keys.filter((key) => key.key === name && key.by.startsWith(tool) && key.passphrase === undefined)
  const forms = own.map(({ text, der }) => text ?? { der: unarmoured(der ?? '') })
  return [...forms, testKeys[name].privatePem, testKeys[name].publicPem]
}

/** What other tools sign and encrypt by their keys is read by these keys here, in each form in which the tool writes them. */
export const keysForeignUse: Suite = (o, it) => {
  for (const { by, algorithm, key, data, signature } of json.signatures) {
    const name = key as KeyName
    it(`${by}: a signature by ${algorithm}`, async () => {
      if (!hasSigner(o, algorithm, name)) skipLacking(o, algorithm)
      const [octets, signed] = [base64url.decode(signature), base64url.decode(data)]
      for (const form of formsOf(by, name)) {
        const read = await o.construct(form, algorithm)
        ok(await read.verify(signed, octets), 'a good signature')
        ok(!(await read.verify(signed.slice(1), octets)), 'none of other data')
        // Where nothing is left to chance, both write the same, so that what is signed here is good there.
        if (/^(RS|Ed)/.test(algorithm) && read.key.type === 'private')
          equal(base64url.encode(await read.sign(signed)), signature, 'the same signature')
      }
    })
  }
  for (const { by, algorithm, key, wrapped } of json.wrapped) {
    it(`${by}: a content key wrapped by ${algorithm}`, async () => {
      if (!o.jose.supports(algorithm as 'RSA-OAEP-256')) skip(`${o.backend.name} has no ${algorithm}`)
      for (const form of formsOf(by, key as KeyName)) {
        const read = await o.construct(form, algorithm)
        if (read.key.type !== 'private') continue
        equal(base64url.encode(await read.unwrapKey(base64url.decode(wrapped))), json.contentKey)
      }
    })
  }
}
