import type { Ignorer } from '@stryker-mutator/api/ignore'

interface Node {
  readonly type: string
  readonly name?: string
  readonly callee?: Node
  readonly arguments?: readonly Node[]
  readonly left?: Node
  readonly right?: Node
}

interface Path {
  readonly node: Node
  readonly parent: Node | null
  readonly parentPath: Path | null
}

/** Functions that make an error of the text they are given first, or of what it says of the token, besides the classes `…Error`. */
const makers = /^(refuse|refuseClaims|fail|ringError|tooLarge|otherScheme|malformed\w*)$/

/**
 * Leaves out texts of error messages, and nothing else of the expression: whether there is an error, of which class and
 * with which code, is mutated like everything.
 */
export const messages: Ignorer = {
  shouldIgnore(path) {
    const { node } = path as unknown as Path
    if (node.type !== 'StringLiteral' && node.type !== 'TemplateLiteral') return undefined
    return isMessage(path as unknown as Path) ? 'the text of an error message' : undefined
  },
}

function isMessage({ node, parent, parentPath }: Path): boolean {
  if (parent === null) return false
  if (parent.type === 'ConditionalExpression' || parent.type === 'BinaryExpression')
    return parentPath !== null && isMessage(parentPath)
  // `constructor(message = 'Signature verification failed')`
  if (parent.type === 'AssignmentPattern') return parent.left?.name === 'message' && parent.right === node
  if (parent.arguments?.[0] !== node) return false
  const name = parent.callee?.name ?? ''
  return parent.type === 'NewExpression'
    ? name.endsWith('Error')
    : parent.type === 'CallExpression' && makers.test(name)
}
