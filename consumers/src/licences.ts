// The table of docs/packages.md: what each package depends on, and what ships in it under which licence.
import { type Published, publishedIn } from '../../release/src/published.ts'
import { partsOf } from './contents.ts'

const place = /(<!-- licences: [^\n]*-->\n)[\s\S]*?(<!-- \/licences -->)/

/** The text with the table between its two comments, made from the manifests and from what is bundled. */
export async function withLicences(text: string): Promise<string> {
  if (!place.test(text)) throw new Error('The text has no place for the table of licences')
  const rows = await Promise.all(publishedIn().map(row))
  const table = [
    '| package | its licence | it depends on | it has in its files |',
    '| --- | --- | --- | --- |',
    ...rows,
  ]
  return text.replace(place, (_all, start: string, end: string) => `${start}\n${table.join('\n')}\n\n${end}`)
}

async function row(published: Published): Promise<string> {
  const { name, license, dependencies = {} } = published.manifest
  const parts = (await partsOf(published)).map((part) => `\`${part.name}\` (${part.licence})`)
  const names = Object.keys(dependencies).map((dependency) => `\`${dependency}\``)
  return `| \`${name}\` | ${license} | ${names.join(', ') || 'nothing'} | ${parts.join(', ') || 'our own code alone'} |`
}
