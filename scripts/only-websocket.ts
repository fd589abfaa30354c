import type { Plugin } from 'vite'

/**
 * Our pages speak by WebSocket alone (common/protocol/link.ts), and leave out the library's other ways. It keeps them in one table of its
 * own, by name.
 */
export const onlyWebSocket = (): Plugin => ({
  name: 'only-websocket',
  apply: 'build',
  load: {
    filter: { id: /\/engine\.io-client\/build\/esm\/transports\/index\.js$/ },
    handler: () => `import { WS } from './websocket.js'\nexport const transports = { websocket: WS }\n`,
  },
  transform: {
    filter: { id: /\/engine\.io-client\/build\/esm\// },
    handler: () => ({ moduleSideEffects: false }),
  },
})
