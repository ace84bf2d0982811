/** The pages of docs/migrating about Python packages, against the packages where Python has them. */
import { jwt } from '@jose/backend-node'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { pyjwtCases } from '../migrating/cases/pyjwt.ts'
import { pythonJoseCases } from '../migrating/cases/python-jose.ts'
import { type Cases, checkPage, codeTables } from '../migrating/check.ts'
import { fixtures } from '../migrating/fixtures.ts'
import { codeOf, readPage } from '../migrating/page.ts'
import { type PythonCell, runPython } from '../migrating/python.ts'

beforeAll(() => {
  vi.stubGlobal('fetch', async () => Response.json(fixtures.keySet))
})
afterAll(() => {
  vi.unstubAllGlobals()
})

class PythonError extends Error {}

/** Our names as Python writes them. */
const values = Object.fromEntries(
  Object.entries(fixtures).map(([name, value]) => [
    name.replace(/(?<=[a-z])[A-Z]|(?<=\d)[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
    value,
  ]),
)

interface Library {
  readonly name: string
  readonly imports: string
  readonly cases: Cases
  /** By the heading of their table, an expression of what names the options, and how it names them. */
  readonly options: { readonly [heading: string]: readonly [expression: string, pattern: RegExp] }
  /** Whether the message tells what the class does not. */
  readonly withMessage: boolean
}

/** A token that both write the same, to the byte. */
const sameToken = "jwt.encode({'a': 'b'}, 'secret')"

const libraries: readonly Library[] = [
  {
    name: 'python-jose',
    imports: 'from jose import jwt, jws, jwe, jwk\nfrom jose.utils import base64url_decode, base64url_encode',
    cases: pythonJoseCases,
    options: { 'Options of decode': ['jwt.decode.__doc__', /^ +(\w+) \(|'(\w+)': /gm] },
    withMessage: true,
  },
  {
    name: 'pyjwt',
    imports: 'import jwt\nfrom jwt.algorithms import RSAAlgorithm, HMACAlgorithm',
    cases: pyjwtCases,
    options: {
      'Options of decode': [
        "' '.join([*__import__('inspect').signature(jwt.decode).parameters, *jwt.PyJWT().options])",
        /(\w+)/g,
      ],
    },
    withMessage: false,
  },
]

for (const { name, imports, cases, options, withMessage } of libraries) {
  const page = readPage(name)
  const programs = page.blocks.filter(({ language }) => language === 'python').map(({ code }) => code)
  const cells = [
    ...codeTables(page).flatMap(({ rows }) => rows.flatMap(([, theirs]) => codeOf(theirs) ?? [])),
    ...[...cases.errors, ...cases.differences].map(([, theirs]) => theirs),
    ...Object.values(options).map(([expression]) => expression),
    sameToken,
  ]
  const answer = await runPython({ distribution: name, imports, values, cells, programs })
  if (typeof answer === 'string') {
    it.skip(`${name} is not installed on this machine: ${answer}`, () => {})
    continue
  }
  if (answer.version !== page.compared) {
    it.skip(`${name} ${answer.version} is installed, and the page speaks of ${page.compared}`, () => {})
    continue
  }
  const run = (code: string): unknown => valueIn(answer.cells[cells.indexOf(code)])

  describe(name, () => {
    checkPage({
      page,
      version: answer.version,
      cases,
      run: async (code) => run(code),
      nameError: (error) => {
        const { name: kind, message } = error as Error
        return withMessage && message.length < 120 ? `\`${kind}\` ${message}` : `\`${kind}\``
      },
      options: Object.fromEntries(
        Object.entries(options).map(([heading, [expression, pattern]]) => [
          heading,
          [...String(run(expression)).matchAll(pattern)]
            .map(([, first, second]) => first ?? second ?? '')
            .filter((option) => !['token', 'jwt', 'key', 'kwargs', 'options'].includes(option)),
        ]),
      ),
    })
    it('writes the same text for the same claims', async () => {
      expect(run(sameToken)).toBe(await jwt.encode({ a: 'b' }, 'secret'))
    })
    it.each(programs.map((code, index) => [index, code] as const))(
      'the program before prints what it says: %i',
      (index, code) => {
        const said = [...code.matchAll(/^ *print\(.*\) {2}# (.*)$/gm)].map(([, text]) => text)
        expect(said.length).toBeGreaterThan(0)
        expect(answer.programs[index]?.trimEnd().split('\n')).toEqual(said)
      },
    )
  })
}

function valueIn(cell: PythonCell | undefined): unknown {
  if (cell === undefined) throw new Error('Not run')
  if ('value' in cell) return cell.value
  const error = new PythonError(cell.message)
  error.name = cell.error
  throw error
}
