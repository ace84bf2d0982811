import { type JsonObject, parseJsonObject, type Refuse } from '../encoding/json.ts'
import type { Engine } from '../engine.ts'

/** A header that nothing protects, within the limits of one that is. Throws what `refuse` makes. */
export function checkUnprotected(engine: Engine, members: JsonObject, refuse: Refuse): JsonObject {
  const { header, headerDepth, headerMembers } = engine.limits
  const text = JSON.stringify(members)
  if (engine.codec.utf8Encode(text).length > header) throw refuse('is over the limit', 'ERR_LIMIT')
  parseJsonObject(text, { depth: headerDepth, members: headerMembers }, refuse)
  return members
}
