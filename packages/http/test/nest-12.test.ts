import { expect, it, vi } from 'vitest'
import { bearerCases } from './cases.ts'
import { loadTest } from './load.ts'
import { nestServers } from './nest/servers.ts'

// This package has NestJS 11; the examples have NestJS 12.
vi.mock('@nestjs/common', () => import('../../../examples/node_modules/@nestjs/common'))
vi.mock('@nestjs/core', () => import('../../../examples/node_modules/@nestjs/core'))
vi.mock('@nestjs/platform-express', () => import('../../../examples/node_modules/@nestjs/platform-express'))
vi.mock('@nestjs/platform-fastify', () => import('../../../examples/node_modules/@nestjs/platform-fastify'))

for (const server of nestServers) {
  const newer = { ...server, name: server.name.replace('NestJS', 'NestJS 12') }
  bearerCases(newer)
  loadTest(newer)
}

it('is NestJS 12', async () => {
  const { default: manifest } = await import('../../../examples/node_modules/@nestjs/core/package.json')
  expect(manifest.version).toMatch(/^12\./)
  const { NestFactory } = await import('@nestjs/core')
  expect(NestFactory).toBe((await import('../../../examples/node_modules/@nestjs/core')).NestFactory)
})
