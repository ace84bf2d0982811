import { defineConfig } from 'tsdown'
import { libraryBuild } from '../../tsdown.base.ts'

const frameworks = ['express', 'fastify', 'hono', 'koa', 'nest', 'next']

export default defineConfig({ ...libraryBuild, entry: ['src/index.ts', ...frameworks.map((name) => `src/${name}.ts`)] })
