import type { Plugin } from 'vite'

const ENGINE = /\/engine\.io-client\/build\/esm\//
const BASE64 = /\/engine\.io-parser\/build\/esm\/contrib\/base64-arraybuffer\.js$/
const BACK_OFF = /\/socket\.io-client\/build\/esm\/contrib\/backo2\.js$/

/**
 * What libraries bring along and no page of ours uses. Pages speak by WebSocket alone (common/protocol/link.ts), and the socket's library
 * keeps its other ways in one table, and reads bytes out of texts for them. When to try again is decided there, too: the library's own
 * count of it does nothing. What a page loads later has neither styles nor parts that could be fetched ahead, which is what Vite's helper
 * does around every `import()`.
 */
export const unusedLibraryParts = (): Plugin => ({
  name: 'unused-library-parts',
  apply: 'build',
  enforce: 'pre',
  load(id) {
    if (ENGINE.test(id) && id.endsWith('/transports/index.js'))
      return `import { WS } from './websocket.js'\nexport const transports = { websocket: WS }\n`
    if (BASE64.test(id)) return 'export const decode = () => new ArrayBuffer(0)\n'
    if (BACK_OFF.test(id)) return 'export class Backoff { reset() {} }\n'
    return id === '\0vite/preload-helper.js' ? 'export const __vitePreload = (load) => load()\n' : null
  },
  transform: { filter: { id: ENGINE }, handler: () => ({ moduleSideEffects: false }) },
})
