const TOKEN = /"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s{}[\],:"]+/g

type Level = { pointer: string; key: string | number }

/** Line, from 1, at which each value of a sound JSON text begins, by its JSON pointer (RFC 6901; '' is the whole). */
export function jsonLines(text: string): Map<string, number> {
  const found = new Map<string, number>()
  const levels: Level[] = []
  let line = 1
  let from = 0
  /** Within an object, before the colon: the next string is a name. */
  let naming = false

  for (const { 0: token, index } of text.matchAll(TOKEN)) {
    line += text.slice(from, index).split('\n').length - 1
    from = index
    const level = levels.at(-1)
    if (token === ':') naming = false
    else if (token === '}' || token === ']') {
      levels.pop()
      naming = false
    } else if (token === ',' && level) {
      if (typeof level.key === 'number') level.key++
      else naming = true
    } else if (naming && level) level.key = String(JSON.parse(token))
    else {
      const pointer = level ? `${level.pointer}/${String(level.key).replaceAll('~', '~0').replaceAll('/', '~1')}` : ''
      found.set(pointer, line)
      if (token === '{' || token === '[') levels.push({ pointer, key: token === '[' ? 0 : '' })
      naming = token === '{'
    }
  }
  return found
}
