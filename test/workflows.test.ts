// What the workflows may do, and that they run what is here.
import { globSync } from 'node:fs'
import changesets from '@changesets/cli/package.json' with { type: 'json' }
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { read, root } from './documents.ts'

interface Job {
  readonly permissions?: Readonly<Record<string, string>>
  readonly 'timeout-minutes'?: number
  readonly environment?: string
  readonly needs?: string | readonly string[]
  readonly if?: string
  readonly steps: readonly { readonly uses?: string; readonly run?: string; readonly with?: Record<string, unknown> }[]
}

interface Workflow {
  readonly on: Readonly<Record<string, unknown>>
  readonly permissions: Readonly<Record<string, string>>
  readonly jobs: Readonly<Record<string, Job>>
}

const files = globSync('.github/workflows/*.yml', { cwd: root }).sort()
const workflow = (name: string): Workflow => parse(read(`.github/workflows/${name}.yml`))

it('there are two', () => {
  expect(files).toEqual(['.github/workflows/ci.yml', '.github/workflows/release.yml'])
})

describe.each(['ci', 'release'])('%s', (name) => {
  const { on, permissions, jobs } = workflow(name)
  const steps = Object.values(jobs).flatMap((job) => job.steps)

  it('has no permission that a job does not ask for, but to read', () => {
    expect(Object.values(permissions).filter((each) => each !== 'read')).toEqual([])
  })

  it('runs on what is merged, or without a secret', () => {
    expect(Object.keys(on).filter((event) => event !== 'push' && event !== 'pull_request')).toEqual([])
  })

  it('pins every action to a commit, and says which version that is', () => {
    const text = read(`.github/workflows/${name}.yml`)
    const used = [...text.matchAll(/^\s*(?:- )?uses: (.*)$/gm)].map(([, action]) => action)
    expect(used).toHaveLength(steps.filter(({ uses }) => uses !== undefined).length)
    for (const action of used) expect(action).toMatch(/^[\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/)
  })

  it('ends, if it hangs', () => {
    for (const job of Object.values(jobs)) expect(job['timeout-minutes']).toBeLessThanOrEqual(60)
  })

  it('installs what the lockfile says', () => {
    const installs = steps.map(({ run = '' }) => run).filter((run) => / install\b/.test(run))
    expect(installs.length).toBeGreaterThan(0)
    for (const run of installs) expect(run).toContain('--frozen-lockfile')
  })

  it('puts nothing of an event into a script', () => {
    for (const { run = '' } of steps) expect(run).not.toContain('${{')
  })

  it('runs scripts that exist', () => {
    const { scripts } = JSON.parse(read('package.json'))
    const known = [...Object.keys(scripts), 'install', 'changeset', '--recursive']
    for (const { run = '' } of steps)
      for (const [, script] of run.matchAll(/pnpm@12 ([\w-]+)/g)) expect(known).toContain(script)
  })
})

describe('release', () => {
  const { jobs } = workflow('release')

  it('publishes by a job that may do that and nothing else, and runs npm alone', () => {
    expect(jobs.publish?.permissions).toEqual({ 'id-token': 'write' })
    expect(jobs.publish?.environment).toBe('npm')
    const runs = jobs.publish?.steps.flatMap(({ run }) => run ?? []) ?? []
    expect(runs).toHaveLength(1)
    expect(runs[0]).toContain('npm publish "./$tarball" --access public --provenance --ignore-scripts')
    expect(jobs.publish?.steps.flatMap(({ uses }) => uses?.replace(/@.*/, '') ?? [])).toEqual([
      'actions/setup-node',
      'actions/download-artifact',
    ])
  })

  it('gives no other job the token that proves who publishes', () => {
    const others = Object.entries(jobs).filter(([name]) => name !== 'publish')
    for (const [, { permissions = {} }] of others) expect(permissions).not.toHaveProperty('id-token')
  })

  it('publishes what passed all checks and says where it comes from, with a bill of materials', () => {
    const runs = jobs.pack?.steps.flatMap(({ run }) => run ?? []) ?? []
    const order = ['.ci/run', 'pkg set repository', 'pack --pack-destination', 'pnpm@12 bom'].map((part) =>
      runs.findIndex((run) => run.includes(part)),
    )
    expect(order).not.toContain(-1)
    expect(order).toEqual([...order].sort((one, other) => one - other))
    expect(jobs.pack?.permissions).toEqual({ contents: 'read' })
    expect(jobs.publish?.needs).toBe('pack')
    expect(jobs.pack?.if).toContain("pending == 'false'")
  })

  it('takes the action for the changesets that are installed: the second is for the third', () => {
    const [, major] = /changesets\/action@\S+ # v(\d+)/.exec(read('.github/workflows/release.yml')) ?? []
    expect(Number(major) + 1).toBe(Number.parseInt(changesets.version, 10))
  })

  it('commits and tags by the API of GitHub, so that nowhere git needs a name', () => {
    const steps = Object.values(jobs).flatMap((job) => job.steps)
    const runs = steps.flatMap(({ run }) => run ?? [])
    expect(runs.filter((run) => /\bgit\s+(commit|tag|push)|changeset (publish|git-tag)/.test(run))).toEqual([])
    expect(runs.filter((run) => run.startsWith('gh release create "v$VERSION"'))).toHaveLength(1)
    expect(steps.filter((step) => step.with?.['push-with-git-cli'] !== undefined)).toEqual([])
  })

  it('has no secret but the one of the run', () => {
    const secrets = [...read('.github/workflows/release.yml').matchAll(/secrets\.(\w+)/g)].map(([, secret]) => secret)
    expect([...new Set(secrets)]).toEqual(['GITHUB_TOKEN'])
  })
})
