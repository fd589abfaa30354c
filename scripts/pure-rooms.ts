import type { Plugin } from 'vite'

/** The rooms of the ground that only make values (`pure` in test/rooms/table.ts), and the library that makes their schemas. */
export const PURE = /\/common\/(protocol|words|measure|pictures|files)\/[^?]*\.ts$|\/node_modules\/typebox\//

type Node = { type: string; start: number; end: number }
const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && 'type' in value && 'start' in value

/** What a statement at the top of a file assigns to its names, as far as something is done for it: called, made or spread out. */
const madeIn = (value: unknown): Node[] => {
  if (Array.isArray(value)) return value.flatMap(madeIn)
  if (!isNode(value)) return []
  if (value.type === 'VariableDeclarator' && 'init' in value) return isNode(value.init) && isWork(value.init) ? [value.init] : []
  return 'declaration' in value ? madeIn(value.declaration) : 'declarations' in value ? madeIn(value.declarations) : []
}

const WORK = new Set(['CallExpression', 'NewExpression', 'SpreadElement', 'MemberExpression'])
const isWork = (value: unknown): boolean => {
  if (Array.isArray(value)) return value.some(isWork)
  if (!isNode(value) || value.type.includes('Function')) return false
  return WORK.has(value.type) || Object.values(value).some(isWork)
}

/**
 * Tells the bundler that loading a module of a pure room does nothing but make values, so that a page leaves out those that it doesn't
 * use. By itself a bundler keeps whatever is called at the top of a file, and with it every schema of every wire.
 */
export const pureRooms = (): Plugin => ({
  name: 'pure-rooms',
  apply: 'build',
  transform: {
    filter: { id: PURE },
    handler(code, id) {
      if (id.includes('/node_modules/')) return { moduleSideEffects: false }
      const marked = madeIn(this.parse(code).body)
        .toSorted((a, b) => b.start - a.start)
        .reduce((code, { start, end }) => {
          const made = `/* @__PURE__ */ (() => (${code.slice(start, end)}))()`
          return code.slice(0, start) + made + code.slice(end)
        }, code)
      return { code: marked, map: null, moduleSideEffects: false }
    },
  },
})
