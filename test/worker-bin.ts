import { existsSync, globSync, statSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'

/**
 * Where the media worker's binary lies: named by ROADFIT_MEDIA_WORKER or MEDIASOUP_WORKER_BIN, else the newest that set-up has
 * kept. Throws when there is none: a test of media without the worker would prove nothing.
 */
export const workerBin = (): string => {
  const named = process.env['ROADFIT_MEDIA_WORKER'] ?? process.env['MEDIASOUP_WORKER_BIN']
  if (named !== undefined) {
    if (existsSync(named)) return named
    throw new Error(`no media worker at ${named}`)
  }
  const cache = join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'roadfit', 'media-worker')
  const [newest] = globSync(join(cache, '*', 'mediasoup-worker')).toSorted((a, b) => statSync(b).mtimeMs - statSync(a).mtimeMs)
  if (newest !== undefined) return newest
  throw new Error(`no media worker under ${cache}: run \`npm test\` once, or name one in ROADFIT_MEDIA_WORKER`)
}
