import type { HtmlTagDescriptor, Plugin } from 'vite'
import { serveMadeFiles } from '../dev/made-files.ts'
import { type Faces, faces, type TypeFile } from './faces.ts'

const path = ({ name }: TypeFile) => `/assets/${name}`

/** What a page says of its type: the faces of all words at once, those of names for when somebody enables them. */
const tags = ({ words, names }: Faces): HtmlTagDescriptor[] => [
  { tag: 'link', attrs: { rel: 'stylesheet', href: path(words) }, injectTo: 'head' },
  { tag: 'link', attrs: { rel: 'stylesheet', href: path(names), disabled: true }, injectTo: 'head' },
]

/** The page that is built first, and empties the folder (vite.config.ts). */
const FIRST = 'booth'

/**
 * Puts the product's type beside its pages, under names that carry a digest, and names it in each page. `type.css` has all of it under one
 * name, for pages that are written while the server runs.
 */
export const shippedType = (): Plugin => ({
  name: 'shipped-type',
  transformIndexHtml: { order: 'post', handler: async () => tags(await faces()) },
  async generateBundle() {
    const { fonts, words, names } = await faces()
    this.emitFile({ type: 'asset', fileName: `assets/${words.name}`, source: words.bytes })
    // All pages share them: the first writes them for the others.
    if (this.environment.name !== FIRST) return
    for (const file of [...fonts, names]) this.emitFile({ type: 'asset', fileName: `assets/${file.name}`, source: file.bytes })
    const all = [words, names].map(({ bytes }) => Buffer.from(bytes).toString()).join('\n')
    // Who reads them may be on a phone with fonts of its own: words stand there before ours have come.
    this.emitFile({ type: 'asset', fileName: 'type.css', source: all.replaceAll('font-display:block', 'font-display:swap') })
  },
  configureServer(server) {
    serveMadeFiles(server, async (asked) => {
      const { fonts, words, names } = await faces()
      const file = [...fonts, words, names].find((one) => path(one) === asked)
      return file ? { bytes: file.bytes, type: file.name.endsWith('.css') ? 'text/css' : 'font/woff2' } : null
    })
  },
})
