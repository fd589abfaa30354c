import { type Plugin, parseAst } from 'vite'

type Node = { type: string; start: number; end: number }
const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && 'type' in value && 'start' in value

/** The literal parts of every css`…`. */
const stylesIn = (value: unknown): Node[] => {
  if (Array.isArray(value)) return value.flatMap(stylesIn)
  if (!isNode(value)) return []
  const isStyle = 'tag' in value && isNode(value.tag) && 'name' in value.tag && value.tag.name === 'css' && 'quasi' in value
  const own =
    isStyle && isNode(value.quasi) && 'quasis' in value.quasi && Array.isArray(value.quasi.quasis) ? value.quasi.quasis.filter(isNode) : []
  return [...own, ...Object.values(value).flatMap(stylesIn)]
}

/** Styles are written to be read: comments and indents stay out of a page. A minifier of scripts leaves what stands in a template as it is. */
export const plainStyles = (): Plugin => ({
  name: 'plain-styles',
  apply: 'build',
  transform: {
    filter: { code: 'css`' },
    handler(code) {
      const plain = stylesIn(parseAst(code))
        .toSorted((a, b) => b.start - a.start)
        .reduce((code, { start, end }) => {
          const style = code
            .slice(start, end)
            .replaceAll(/\/\*[\s\S]*?\*\//g, '')
            .replaceAll(/\s+/g, ' ')
            .replaceAll(/ ?([{};]) ?/g, '$1')
          return code.slice(0, start) + style + code.slice(end)
        }, code)
      return { code: plain, map: null }
    },
  },
})
