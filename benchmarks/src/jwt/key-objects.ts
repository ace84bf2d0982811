import { createPrivateKey, createPublicKey, createSecretKey, type KeyObject } from 'node:crypto'
import type { Halves, Subject } from './subject.ts'

export function keyObjectsOf({ algorithm, text }: Subject): Halves<KeyObject> {
  if (algorithm !== 'HS256')
    return { signing: createPrivateKey(text.signing), verifying: createPublicKey(text.verifying) }
  const key = createSecretKey(text.signing, 'utf8')
  return { signing: key, verifying: key }
}
