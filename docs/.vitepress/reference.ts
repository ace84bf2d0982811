// What typedoc is told beyond its options: the names and READMEs of the packages, and by what core's names are grouped.
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join, parse } from 'node:path'
import {
  type Application,
  Comment,
  CommentTag,
  type Context,
  Converter,
  type DeclarationReflection,
  type ProjectReflection,
  ReferenceType,
  ReflectionKind,
} from 'typedoc'

/** The first that fits a source of core's says where it stands in the reference. */
const topics: readonly (readonly [sources: RegExp, topic: string])[] = [
  [/\/errors\.ts$/, 'Errors'],
  [/\/src\/jwt\//, 'JWT'],
  [/\/src\/jws\//, 'JWS'],
  [/\/src\/jwe\//, 'JWE'],
  [/\/src\/jwks\//, 'Key sets'],
  [/\/src\/jwk\/(der|der-write|halves)\.ts$/, 'For backends'],
  [/\/src\/(jwk|token)\//, 'Keys'],
  [/\/src\/(create-jose|engine|policy|limits|compose|flows|version)\.ts$/, 'Instances and options'],
  [/\/src\/registry\//, 'Algorithms as data'],
  [/\/src\//, 'For backends'],
]

export function load(app: Application): void {
  app.converter.on(Converter.EVENT_RESOLVE_BEGIN, ({ project }: Context) => {
    for (const module of project.getChildrenByKind(ReflectionKind.Module)) describe(module, project)
  })
}

/** Modules are called by their path; a reader knows packages. */
function describe(module: DeclarationReflection, project: ProjectReflection): void {
  const source = project.getSymbolIdFromReflection(module)?.fileName
  if (source === undefined) throw new Error(`Where does ${module.name} come from?`)
  const folder = packageOf(source)
  const { name } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  const entry = parse(source).name
  module.name = entry === 'index' ? name : `${name}/${entry}`
  for (const child of module.children ?? []) explain(child)
  if (entry !== 'index') return
  const readme = join(folder, 'README.md')
  const text = existsSync(readme) ? withoutFiles(readFileSync(readme, 'utf8').replace(/^# .*\n/, '')) : ''
  module.comment = new Comment([{ kind: 'text', text }])
  if (name === '@jose/core') for (const child of module.children ?? []) file(child, project)
}

/** A backend's `jwt`, `jws` … are what their types say. */
function explain(child: DeclarationReflection): void {
  if (child.comment !== undefined || !(child.type instanceof ReferenceType)) return
  const described = child.type.reflection?.comment
  if (described !== undefined && child.kindOf(ReflectionKind.Variable)) child.comment = described.clone()
}

function file(child: DeclarationReflection, project: ProjectReflection): void {
  const source = project.getSymbolIdFromReflection(child)?.fileName ?? ''
  const topic = topics.find(([sources]) => sources.test(source))?.[1]
  if (topic === undefined) throw new Error(`${child.name} of ${source} has no place in the reference`)
  child.comment ??= new Comment()
  child.comment.blockTags.push(new CommentTag('@category', [{ kind: 'text', text: topic }]))
}

/** The links of a README: a page is a page here too, another file of the repository becomes its text. */
function withoutFiles(readme: string): string {
  return readme.replace(/\[([^\]]*)\]\((?![a-z]+:|#)([^)]*)\)/g, (_link, text: string, target: string) => {
    const page = /(?:^|\/)docs\/(.*)$/.exec(target)?.[1]
    return page === undefined ? text : `[${text}](/${page})`
  })
}

function packageOf(source: string): string {
  const folder = dirname(source)
  return existsSync(join(folder, 'package.json')) ? folder : packageOf(folder)
}
