import type { Explained } from '../explained.ts'

/** Of the files beside the folders, and of the registry. */
export const ofRest: Explained = {
  'options.ts': {
    'a name that is no option was refused before': [['never: readonly string[] = [],', ['[]', '["Stryker was here"]']]],
    'its prototype has none in turn, as that of another realm': [
      [
        'return prototype === null || prototype === Object.prototype || Object.getPrototypeOf(prototype) === null',
        ['prototype === Object.prototype', 'false'],
      ],
    ],
  },
  'registry/registry.ts': {
    'all that take keys with a curve list their curves': [
      [
        ": encrypting.flatMap(({ curves }) => (curves?.includes(crv) ? [{ name: 'ECDH', curve: crv } as Primitive] : []))),",
        ['curves?.includes', 'curves.includes'],
      ],
    ],
  },
  'report.ts': {
    'a single curve is no choice, whatever its name': [
      [
        'const signing = signatureAlgorithms[name]?.variants.flatMap(({ crv }) => crv ?? []) ?? []',
        ['[]', '["Stryker was here"]'],
      ],
    ],
  },
}
