import { createHash } from 'node:crypto'
import type { Plugin } from 'vite'
import { serveMadeFiles } from '../dev/made-files.ts'
import { type Sounds, sounds } from './sounds.ts'

/** The page that speaks. */
const PAGE = '/booth/index.html'

const indexFile = ({ index }: Sounds) => {
  const source = JSON.stringify(index)
  return { name: `sounds-${createHash('sha256').update(source).digest('hex').slice(0, 16)}.json`, source }
}

/**
 * Puts a sound of every sentence that the booth's page shows beside it, and names their index in the page. A sentence without its sound
 * ends the build.
 */
export const spokenPage = (): Plugin => ({
  name: 'spoken-page',
  transformIndexHtml: {
    order: 'post',
    async handler(_, { path }) {
      if (path !== PAGE) return []
      return [{ tag: 'meta', attrs: { name: 'sounds', content: `/assets/${indexFile(await sounds()).name}` }, injectTo: 'head' }]
    },
  },
  async generateBundle() {
    if (this.environment.name !== 'booth') return
    const spoken = await sounds()
    const { name, source } = indexFile(spoken)
    this.emitFile({ type: 'asset', fileName: `assets/${name}`, source })
    for (const file of spoken.files) this.emitFile({ type: 'asset', fileName: `assets/${file.name}`, source: file.bytes })
  },
  configureServer(server) {
    serveMadeFiles(server, async (asked) => {
      if (!/^\/assets\/(said|sounds)-/.test(asked)) return null
      const spoken = await sounds()
      const { name, source } = indexFile(spoken)
      if (asked === `/assets/${name}`) return { bytes: source, type: 'application/json' }
      const file = spoken.files.find((one) => asked === `/assets/${one.name}`)
      return file ? { bytes: file.bytes, type: 'audio/ogg' } : null
    })
  },
})
