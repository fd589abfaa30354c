import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import type { Plugin } from 'vite'

const encodings = {
  br: (bytes: Buffer) =>
    promisify(brotliCompress)(bytes, {
      params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length },
    }),
  gz: (bytes: Buffer) => promisify(gzip)(bytes, { level: constants.Z_BEST_COMPRESSION }),
}

/** Pictures and fonts are compressed already. */
const TEXT = /\.(html|js|css|svg|json|webmanifest|txt|wasm)$/

/** Writes beside each text of a build what the doors send in its place: `.br` and `.gz`, as small as can be, since it is made once. */
export const precompressed = (): Plugin => ({
  name: 'precompressed',
  async writeBundle({ dir = '' }, bundle) {
    const texts = Object.values(bundle).filter(({ fileName }) => TEXT.test(fileName))
    for (const file of texts) {
      const bytes = Buffer.from(file.type === 'chunk' ? file.code : file.source)
      for (const [extension, compress] of Object.entries(encodings))
        await writeFile(join(dir, `${file.fileName}.${extension}`), await compress(bytes))
    }
  },
})
