import type { Explained } from '../explained.ts'

export const ofJwt: Explained = {
  'jwt/prepared.ts': {
    'a deep copy is as good as a shallow one: it costs time': [
      [
        "const flat = Object.values(decoded.claims).every((value) => typeof value !== 'object' || value === null)",
        'false',
      ],
    ],
  },
}
