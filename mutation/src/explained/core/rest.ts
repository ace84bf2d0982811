import type { Explained } from '../explained.ts'

/** Of the files beside the folders, and of the registry. */
export const ofRest: Explained = {
  'report.ts': {
    'a single curve is no choice, whatever its name': [
      [
        'const signing = signatureAlgorithms[name]?.variants.flatMap(({ crv }) => crv ?? []) ?? []',
        '["Stryker was here"]',
      ],
    ],
  },
}
