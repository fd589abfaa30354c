import { agent, pages } from './setup/built.mjs'
import { BUILDING, install as installDebian, missing, RUNNING, SPEAKING, TESTING } from './setup/debian.mjs'
import * as packages from './setup/packages.mjs'
import { isStarted } from './setup/places.mjs'
import { alone, StepFailed, step } from './setup/step.mjs'
import * as worker from './setup/worker.mjs'

export { workerBin } from './setup/worker.mjs'

// Each part is looked at as it is, not remembered: what somebody removed is found missing, and what a broken-off set-up
// has finished isn't done again. With all there that takes a fraction of a second.
const complete = (debian, built, media) =>
  packages.ready() && missing(debian).length === 0 && (!media || worker.ready()) && built.every((one) => one.ready())

/**
 * Sets up whatever is missing: packages, Debian packages, the media worker, the built pages and agent. Does nothing when all is there.
 * `pages: false` leaves what is built, `'again'` builds it whether it fits its sources or not, `worker: false` the media worker, `machine: false` Debian's packages; `testing`: what the tests need, too. Throws `StepFailed`; the next run goes on from there.
 */
export const setUp = async ({ pages: build = true, worker: media = true, machine = true, testing = false } = {}) => {
  const built = build ? [pages, agent] : []
  const again = build === 'again'
  // Whoever builds the pages needs who speaks their sentences, on whatever machine.
  const speaking = build && (again || !packages.ready() || !pages.ready()) ? SPEAKING : []
  const debian = machine ? (testing ? [...RUNNING, ...TESTING] : RUNNING) : speaking
  if (!again && complete(debian, built, media)) return
  await alone(async () => {
    if (!packages.ready()) await packages.install()
    if (
      media &&
      !worker.ready() &&
      !(await step('Media worker: looking for mediasoup’s own build, ten seconds at most …', () => worker.fetchRelease()))
    )
      process.stdout.write('  none to be had from here: it is built on this machine\n')
    // Asked before Debian's packages, so that a machine that could fetch the worker needs no compiler.
    const wanted = missing(!media || worker.ready() ? debian : [...debian, ...BUILDING])
    if (wanted.length > 0) await installDebian(wanted)
    if (media && !worker.ready()) await worker.build()
    for (const one of built) if (again || !one.ready()) await one.build()
  })
}

/** Sets up, or says in plain words why not and ends the program. */
export const setUpOrExit = async (how) => {
  try {
    await setUp(how)
  } catch (error) {
    if (!(error instanceof StepFailed)) throw error
    process.stderr.write(`\n${error.message}`)
    process.exit(1)
  }
}

if (isStarted(import.meta.filename)) await setUpOrExit()
