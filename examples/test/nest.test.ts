import 'reflect-metadata'
import type { Type } from '@nestjs/common'
import { NestFactory } from '@nestjs/core'
import { ExpressAdapter } from '@nestjs/platform-express'
import { FastifyAdapter } from '@nestjs/platform-fastify'
import { describe, expect, it, vi } from 'vitest'
import { expectDocuments, expectFastApi, expectFlask } from './applications.ts'
import { backends } from './guide-example.ts'

// The package has NestJS 11 for its own tests; an application has one NestJS alone, which here is 12.
vi.mock('../../packages/http/node_modules/@nestjs/common', () => import('@nestjs/common'))

const applications = [
  ["the guide's application with Flask", 'flask', expectFlask],
  ["the guide's application with FastAPI", 'fastapi', expectFastApi],
  ['scopes', 'documents', expectDocuments],
] as const

describe.each(['node', 'webcrypto', 'forge'] as const)('NestJS on %s', (backend) => {
  it.each(applications)('%s', async (_title, name, expectIt) => {
    vi.doMock('@jose/backend-node', () => backends[backend])
    vi.resetModules()
    const { AppModule }: { AppModule: Type } = await import(`../frameworks/nest/${name}.ts`)
    vi.doUnmock('@jose/backend-node')
    for (const adapter of [new ExpressAdapter(), new FastifyAdapter()]) {
      const app = await NestFactory.create(AppModule, adapter, { logger: false, forceCloseConnections: true })
      await app.listen(0, '127.0.0.1')
      await expectIt(await app.getUrl())
      await app.close()
    }
  })
})

it('is NestJS 12', async () => {
  const { default: manifest } = await import('@nestjs/common/package.json')
  expect(manifest.version).toMatch(/^12\./)
})
