import { defineConfig } from 'vitepress'
import { deadLinks, requestsElsewhere } from './anchors.ts'
import { linksFromOutside } from './links.ts'
import { guide, reference } from './sidebar.ts'

const base = process.env.DOCS_BASE ?? '/'

// A dead link ends the build, and so does anything that a page would fetch from elsewhere.
export default defineConfig({
  title: '@jose',
  description: 'JSON Web Tokens, Signatures, Encryption and Keys for TypeScript, with the cryptography you choose',
  lang: 'en',
  base,
  srcExclude: ['**/node_modules/**'],
  metaChunk: true,
  markdown: { config: linksFromOutside },
  buildEnd({ outDir }) {
    const wrong = [...deadLinks(outDir, base), ...requestsElsewhere(outDir)]
    if (wrong.length > 0) throw new Error(`Links that lead nowhere, or requests to elsewhere:\n${wrong.join('\n')}`)
  },
  // The index of the local search is one chunk, fetched when somebody searches.
  vite: { build: { chunkSizeWarningLimit: 4000 } },
  themeConfig: {
    search: { provider: 'local' },
    nav: [
      { text: 'Quick start', link: '/quick-start' },
      { text: 'Backends', link: '/choosing-a-backend' },
      {
        text: 'Migrating from',
        items:
          guide
            .find(({ text }) => text === 'Migrating from')
            ?.items?.map(({ text = '', link = '' }) => ({ text, link })) ?? [],
      },
      { text: 'Security', link: '/security' },
      { text: 'API reference', link: '/api/' },
    ],
    sidebar: { ...reference(), '/': guide },
    outline: { level: [2, 3] },
  },
})
