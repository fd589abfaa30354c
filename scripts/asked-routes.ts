import type { Plugin } from 'vite'

type Node = { type: string; start: number; end: number }
const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && 'type' in value && 'start' in value

/** What is said of a route that a client reads (common/protocol/ask.ts); all else is the server's. */
const READ = new Set(['answer'])

/** The properties of every `route(method, path, { … })` that no client reads, with the comma behind each. */
const unreadIn = (value: unknown): Node[] => {
  if (Array.isArray(value)) return value.flatMap(unreadIn)
  if (!isNode(value)) return []
  const isRoute = 'callee' in value && isNode(value.callee) && 'name' in value.callee && value.callee.name === 'route'
  if (!isRoute || !('arguments' in value) || !Array.isArray(value.arguments)) return Object.values(value).flatMap(unreadIn)
  const [, , declared]: unknown[] = value.arguments
  if (!isNode(declared) || !('properties' in declared) || !Array.isArray(declared.properties)) return []
  return declared.properties.filter(
    (one: unknown): one is Node => isNode(one) && 'key' in one && isNode(one.key) && 'name' in one.key && !READ.has(String(one.key.name)),
  )
}

/**
 * A page loads of the routes that it asks what its client reads: how they are asked and answered. What else is declared of them, who may,
 * the schemas of what is asked, and every code of a no, is for the server.
 */
export const askedRoutes = (): Plugin => ({
  name: 'asked-routes',
  apply: 'build',
  transform: {
    filter: { id: /\/common\/protocol\/routes\/[^?]*\.ts$/ },
    handler(code) {
      const kept = unreadIn(this.parse(code))
        .toSorted((a, b) => b.start - a.start)
        .reduce((code, { start, end }) => code.slice(0, start) + code.slice(end).replace(/^\s*,/, ''), code)
      return { code: kept, map: null }
    },
  },
})
