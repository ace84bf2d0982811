import { command } from '../command.ts'
import { entry } from '../entries.ts'
import { project } from '../folders.ts'
import { engine } from '../installed.ts'
import { cellsOf, type Runtime } from '../runtime.ts'

const bin = (): string => engine({ x64: '@deno/linux-x64-glibc', arm64: '@deno/linux-arm64-glibc' }, 'deno')

export const deno: Runtime = {
  name: 'Deno',
  engine: 'V8',
  // Without KeyObjects of its own: to Deno, what inherits from one is as good as it.
  cells: cellsOf(['node', 'webcrypto', 'forge'], ['import'], { node: 'node-alone' }),
  skip: {
    webcrypto: [
      {
        reason: "the case takes DEFLATE for granted, and the backend does not trust Deno's streams with it",
        cases: [
          'jwe: zip: raw DEFLATE, said in the protected header',
          'jwe header: members stand in the order alg, enc, zip, cty, kid, those of the caller, crit; and there is no typ',
          'jwe strict: zip: DEF alone, in the protected header alone',
          'jwe strict: zip: one raw DEFLATE stream, whole, and nothing behind it',
          'jwe strict: zip: a bomb is refused at the limit (CVE-2024-28176)',
          'jwe strict: a bomb under a wrong key is never inflated',
          'jwe json: flattened: the algorithm and what it writes is protected, and members that would be empty are not there',
          'jwe changes: A256GCM: the plaintext in a Uint8Array',
          'jwe changes: A128CBC-HS256: the plaintext in a Uint8Array',
          'jwe changes: A256CBC-HS512: the plaintext in a Uint8Array',
          'jwe changes: A256GCM: the plaintext in a part of a larger buffer',
          'jwe changes: A128CBC-HS256: the plaintext in a part of a larger buffer',
          'jwe changes: A256CBC-HS512: the plaintext in a part of a larger buffer',
          'jwe changes: A256GCM: the plaintext in an array whose slice is a view',
          'jwe changes: A128CBC-HS256: the plaintext in an array whose slice is a view',
          'jwe changes: A256CBC-HS512: the plaintext in an array whose slice is a view',
          'encryption findings: a zip that nobody knows is refused even where the content is a DEFLATE stream',
          'jwt encrypted: 256 KiB at most, read and written',
        ],
      },
    ],
  },
  version: async () => /^deno (\S+)/.exec(await command(bin(), ['--version']))?.[1] ?? '',
  // No permission at all: the library asks for none.
  run: async (cell, order, signal) =>
    command(
      bin(),
      ['run', '--node-modules-dir=manual', '--no-prompt', await entry(cell, 'terminal'), JSON.stringify(order)],
      {
        cwd: project,
        signal,
      },
    ),
}
