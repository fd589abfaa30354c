import type { Plugin } from 'vite'

/** The rooms of the ground that only make values (`pure` in test/rooms/table.ts), and the library that makes their schemas. */
export const PURE = /\/common\/(protocol|words|measure)\/[^?]*\.ts$|\/node_modules\/typebox\//

type Node = { type: string; start: number }
const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && 'type' in value && 'start' in value

/** Where the calls begin that are made when a module is loaded: not those inside of a function. */
const callsIn = (value: unknown): number[] => {
  if (Array.isArray(value)) return value.flatMap(callsIn)
  if (!isNode(value) || value.type.includes('Function')) return []
  const own = value.type === 'CallExpression' || value.type === 'NewExpression' ? [value.start] : []
  return [...own, ...Object.values(value).flatMap(callsIn)]
}

const declaredIn = (statement: Node): Node =>
  'declaration' in statement && isNode(statement.declaration) ? statement.declaration : statement

/**
 * Tells the bundler that loading a module of a pure room does nothing but make values, so that a page leaves out those that it doesn't
 * use. By itself a bundler keeps every call at the top of a file, and with it every schema of every wire.
 */
export const pureRooms = (): Plugin => ({
  name: 'pure-rooms',
  apply: 'build',
  transform: {
    filter: { id: PURE },
    handler(code, id) {
      if (id.includes('/node_modules/')) return { moduleSideEffects: false }
      const declared = this.parse(code).body.filter(isNode).map(declaredIn)
      const calls = new Set(callsIn(declared.filter(({ type }) => type === 'VariableDeclaration')))
      const marked = [...calls]
        .toSorted((a, b) => b - a)
        .reduce((marked, at) => `${marked.slice(0, at)}/* @__PURE__ */ ${marked.slice(at)}`, code)
      return { code: marked, map: null, moduleSideEffects: false }
    },
  },
})
