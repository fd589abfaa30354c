import { spawnSync } from 'node:child_process'
import { program, StepFailed, step } from './step.mjs'

/** What building the pages needs: who speaks the booth's sentences, and who makes small files of that. */
export const SPEAKING = ['espeak-ng', 'flite', 'opus-tools']
/** What running needs: the browser, drawing PDFs to pixels, recording, fonts for every name, ptys and certificates. */
export const RUNNING = ['chromium', 'poppler-utils', 'ffmpeg', 'fonts-lxgw-wenkai', 'fonts-hanazono', 'socat', 'openssl', ...SPEAKING]

/** What the tests need besides: Chromium without a window, who finds processes, who reads systemd's units, who reads QR codes, and who checks how PDFs are built and signed. */
export const TESTING = ['chromium-headless-shell', 'procps', 'systemd', 'zbar-tools', 'coturn', 'qpdf', 'mupdf-tools']

/** What building the media worker needs. Their libraries are what a built worker runs on, too. */
export const BUILDING = [
  'meson',
  'ninja-build',
  'pkg-config',
  'libuv1-dev',
  'libssl-dev',
  'libsrtp2-dev',
  'libabsl-dev',
  'flatbuffers-compiler',
  'libflatbuffers-dev',
  'g++',
]

/** Which of `wanted` don't stand as installed in dpkg-query's list (a line each: name, space, status). */
export const notIn = (listing, wanted) => {
  const installed = new Set(
    listing
      .split('\n')
      .filter((line) => line.endsWith(' installed'))
      .map((line) => line.slice(0, line.indexOf(' '))),
  )
  return wanted.filter((name) => !installed.has(name))
}

/** Which Debian packages of `wanted` are missing. */
export const missing = (wanted) => {
  const asked = spawnSync('dpkg-query', ['-W', '-f', '${Package} ${db:Status-Status}\n', ...wanted], { encoding: 'utf8' })
  if (asked.error) throw new StepFailed('This machine has no dpkg-query.', asked.error.message, 'set Roadfit up on Debian 12.')
  return notIn(asked.stdout, wanted)
}

/** Installs Debian packages, as root; otherwise says which. */
export const install = async (packages) => {
  const command = `apt-get install -y --no-install-recommends ${packages.join(' ')}`
  if (process.getuid?.() !== 0)
    throw new StepFailed(
      'Debian packages are missing, and only root may install them.',
      packages.join(' '),
      `run this, then start again:  sudo apt-get update && sudo ${command}`,
    )
  const env = { DEBIAN_FRONTEND: 'noninteractive' }
  // Another apt may be at work on a fresh machine: wait for it instead of failing.
  const wait = ['-o', 'DPkg::Lock::Timeout=300']
  const remedy = `see that Debian’s mirror can be reached, then start again, or run it yourself:  apt-get update && ${command}`
  await step('Debian: apt-get update …', () =>
    program('debian-update', 'apt-get', [...wait, 'update'], { what: 'apt-get update failed.', remedy, env }),
  )
  await step(`Debian: ${packages.join(', ')}, one to three minutes …`, () =>
    program('debian', 'apt-get', [...wait, ...command.split(' ').slice(1)], { what: 'apt-get could not install them.', remedy, env }),
  )
}
