import type { ViteDevServer } from 'vite'

/** A file as a browser gets it. */
type MadeFile = { bytes: Uint8Array | string; type: string }

/** Has the development server give what a build would write beside the pages. `fileAt`: the file at a path; null: another's. */
export const serveMadeFiles = (
  { middlewares }: Pick<ViteDevServer, 'middlewares'>,
  fileAt: (path: string) => Promise<MadeFile | null>,
): void => {
  middlewares.use((asked, reply, next) => {
    const give = async () => {
      try {
        const file = await fileAt(asked.url ?? '')
        if (!file) return next()
        reply.writeHead(200, { 'content-type': file.type })
        reply.end(file.bytes)
      } catch (error) {
        next(error)
      }
    }
    void give()
  })
}
