import type { Plugin } from 'vite'

const ENGINE = /\/engine\.io-client\/build\/esm\//

/**
 * What libraries bring along and no page of ours uses. Pages speak by WebSocket alone (common/protocol/link.ts), and the socket's library
 * keeps its other ways in one table; what a page loads later has neither styles nor parts that could be fetched ahead, which is what
 * Vite's helper does around every `import()`.
 */
export const unusedLibraryParts = (): Plugin => ({
  name: 'unused-library-parts',
  apply: 'build',
  enforce: 'pre',
  load(id) {
    if (ENGINE.test(id) && id.endsWith('/transports/index.js'))
      return `import { WS } from './websocket.js'\nexport const transports = { websocket: WS }\n`
    return id === '\0vite/preload-helper.js' ? 'export const __vitePreload = (load) => load()\n' : null
  },
  transform: { filter: { id: ENGINE }, handler: () => ({ moduleSideEffects: false }) },
})
