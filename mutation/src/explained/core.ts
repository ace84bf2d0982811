import { ofEncoding } from './core/encoding.ts'
import { ofJwe } from './core/jwe.ts'
import { ofJwk } from './core/jwk.ts'
import { ofKeyForms } from './core/jwk-forms.ts'
import { ofJwks } from './core/jwks.ts'
import { ofJws } from './core/jws.ts'
import { ofJwt } from './core/jwt.ts'
import { ofRest } from './core/rest.ts'
import { ofToken } from './core/token.ts'
import type { Explained } from './explained.ts'

export const ofCore: Explained = {
  ...ofEncoding,
  ...ofJwe,
  ...ofJwk,
  ...ofKeyForms,
  ...ofJwks,
  ...ofJws,
  ...ofJwt,
  ...ofToken,
  ...ofRest,
}
