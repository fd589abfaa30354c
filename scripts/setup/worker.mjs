import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { arch, release } from 'node:os'
import { dirname, join } from 'node:path'
import { cache, digestOf, filesUnder, root } from './places.mjs'
import { program, StepFailed, step } from './step.mjs'

const script = join(root, 'scripts/media-worker/build.sh')

/** The version of mediasoup that the lock file pins. */
const version = () => JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages['node_modules/mediasoup'].version

/** Under which name a worker is kept: another version, machine or way of building it is another worker. */
export const keyOf = (mediasoup, machine, digest) => `${mediasoup}-${machine}-${digest.slice(0, 12)}`

const chosen = () => process.env.ROADFIT_MEDIA_WORKER || process.env.MEDIASOUP_WORKER_BIN || null

/** Where the media worker lies, or will: what the environment names, else a place in the user's cache. */
export const workerBin = () => {
  const ways = [script, ...filesUnder(join(root, 'scripts/media-worker/overlay'))]
  return chosen() ?? join(cache(), 'media-worker', keyOf(version(), arch(), digestOf(ways)), 'mediasoup-worker')
}

/** Does this binary start here? Without its parent a sound one says so and exits with 41. */
export const starts = (path) => existsSync(path) && spawnSync(path, [], { stdio: 'ignore', timeout: 5000 }).status === 41

export const ready = () => starts(workerBin())

/** Where mediasoup publishes its own build of a version, for this machine. */
export const releaseUrl = (mediasoup, machine, kernel) =>
  `https://github.com/versatica/mediasoup/releases/download/${mediasoup}/mediasoup-worker-${mediasoup}-linux-${machine}-kernel${kernel.split('.')[0]}.tgz`

/** Fetches mediasoup's own build, and keeps it if it starts here. True: it's there. Ten seconds at most; a network may be closed. */
export const fetchRelease = async (url = releaseUrl(version(), arch(), release()), place = workerBin()) => {
  if (chosen()) return false
  mkdirSync(dirname(place), { recursive: true })
  const folder = mkdtempSync(join(dirname(place), 'fetched-'))
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(10_000) })
    if (!answer.ok) return false
    const archive = join(folder, 'worker.tgz')
    writeFileSync(archive, Buffer.from(await answer.arrayBuffer()))
    if (spawnSync('tar', ['-xzf', archive, '-C', folder]).status !== 0) return false
    const binary = join(folder, 'mediasoup-worker')
    if (!starts(binary)) return false
    renameSync(binary, place)
    return true
  } catch {
    return false
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Builds the worker from mediasoup's npm package. */
export const build = async () => {
  const place = workerBin()
  if (chosen())
    throw new StepFailed(
      'The media worker that the environment names does not start here.',
      place,
      'unset ROADFIT_MEDIA_WORKER and MEDIASOUP_WORKER_BIN, or let them name a mediasoup-worker built for this machine.',
    )
  await step('Media worker: building it from source, about four minutes on two cores …', () =>
    program('media-worker', 'bash', [script, join(root, 'node_modules/mediasoup'), place], {
      what: 'The media worker could not be built.',
      remedy: 'read the lines above; when a library is missing run again as root. The next start builds it again.',
    }),
  )
  if (!starts(place)) {
    rmSync(place, { force: true })
    throw new StepFailed('The media worker was built but does not start.', place, 'see scripts/media-worker/README.md, then start again.')
  }
}
