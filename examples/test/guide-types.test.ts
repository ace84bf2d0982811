import { execFile } from 'node:child_process'
import { globSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { folder } from './guide-example.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))

// With node's types they compile in the check of the whole repository.
it('the examples compile with the types of forge', async () => {
  expect(await mistakes('forge')).toEqual([])
}, 60_000)

it('the examples compile with the types of webcrypto, but for the one of sync twins', async () => {
  const found = await mistakes('webcrypto')
  expect(found.length).toBeGreaterThan(0)
  expect(found.filter((line) => !/guide\/sync\.ts.*Sync/.test(line))).toEqual([])
}, 60_000)

/** What the compiler says where the examples' one import is another backend's. */
async function mistakes(backend: string): Promise<string[]> {
  const folderOfConfig = mkdtempSync(join(tmpdir(), 'guide-types-'))
  try {
    const source = (name: string): string[] => [`${root}packages/${name}/src/index.ts`]
    const config = {
      extends: `${root}tsconfig.json`,
      compilerOptions: {
        typeRoots: [`${root}node_modules/@types`],
        paths: { '@jose/core': source('core'), '@jose/backend-node': source(`backend-${backend}`) },
      },
      files: globSync('*.ts', { cwd: folder }).map((file) => `${folder}${file}`),
      include: [],
    }
    writeFileSync(join(folderOfConfig, 'tsconfig.json'), JSON.stringify(config))
    return (await compile(folderOfConfig)).split('\n').filter((line) => line.includes('error TS'))
  } finally {
    rmSync(folderOfConfig, { recursive: true })
  }
}

function compile(project: string): Promise<string> {
  const args = [`${root}node_modules/typescript/bin/tsc`, '-p', project, '--pretty', 'false']
  return new Promise((resolve) => {
    execFile(process.execPath, args, (error, output) => resolve(error === null ? '' : output || error.message))
  })
}
