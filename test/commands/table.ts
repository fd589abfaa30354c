import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { text } from '#words/index.ts'

const root = resolve(import.meta.dirname, '../..')

/** How a command of the pages is tried. One without a row is run as it stands in the copy, and must end with 0. */
export type Row = {
  of: RegExp
  /** Words of the page that stand for something of the reader's, and what they are here. `COPY` is the copy's folder. */
  given?: readonly (readonly [said: string | RegExp, here: string])[]
  env?: Record<string, string>
  /** It goes on until it's stopped: run until it says this. */
  until?: RegExp
  /** What it ends with where it has done what the page says. */
  ends?: number
  /** Files that are in the copy after it. */
  leaves?: readonly string[]
  /** In a copy of its own, in which nothing was set up yet. */
  fresh?: true
  /** As the first command of a copy, in which it goes on while the others are typed. */
  starts?: true
  /** While the demonstration runs in the copy, whose booth it speaks to. */
  demonstration?: true
  /** Why a test can't run it. `look` does what can be done instead, and throws. */
  instead?: { why: string; look: (command: string) => void }
}

const must = (holds: boolean, what: string): void => {
  if (!holds) throw new Error(what)
}
const scripts = (JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { scripts: Record<string, string> }).scripts

/** Debian's packages exist: asked of apt's own list, where this machine has one. */
const packages = (names: readonly string[]): void => {
  for (const name of names) must(/^[a-z0-9][a-z0-9+.-]+$/.test(name), `${name} is no name of a Debian package`)
  const known = new Set(execFileSync('apt-cache', ['pkgnames'], { encoding: 'utf8', maxBuffer: 100_000_000 }).split('\n'))
  if (known.size > 20_000) for (const name of names) must(known.has(name), `Debian has no package ${name}`)
}
const units = (names: readonly string[]): void => {
  for (const name of names) must(existsSync(join(root, `devices/host/systemd/${name}.service`)), `there is no unit ${name}`)
}
/** The program of a script of package.json, or of `node scripts/run.mjs node FILE`, is there. */
const program = (command: string): void => {
  const name = /^npm (?:run )?(\w+)/.exec(command)?.[1]
  const file = /(\S+\.(?:ts|mjs))(?= |$)/.exec(name ? (scripts[name] ?? '') : command.replace('scripts/run.mjs', ''))?.[1]
  must(file !== undefined && existsSync(join(root, file)), `${command} starts nothing that is there`)
  must(name !== undefined || command.startsWith('node scripts/run.mjs node '), `${command} would run on the machine’s own Node`)
}
const bench = (command: string): void => {
  const names = /-- (\w[\w-]*)/.exec(command)
  must(existsSync(join(root, `test/bench/${names?.[1]}.ts`)), `there is no bench ${names?.[1]}`)
}

const SELF = [['/opt/roadfit', 'COPY']] as const

export const ROWS: readonly Row[] = [
  // The product and its parts, each as the first thing that somebody does in a new clone.
  { of: /^npm start$/, starts: true, until: /Ctrl-C stops everything/ },
  {
    of: /^npm run dev$/,
    instead: { why: 'it is started, changed under and stopped by test/journey/dev.test.ts', look: program },
  },
  // The stamps keep the next start from building again.
  { of: /^npm run build$/, fresh: true, leaves: ['dist/.sources', 'dist/agent/.sources'] },
  { of: /^npm run server$/, fresh: true, env: { ROADFIT_DEMO: '1' }, until: /^ready http/m },
  { of: /^npm run agent$/, fresh: true, env: { ROADFIT_SIMULATE: '1' }, until: /^ready http/m },
  { of: /^npm run gallery$/, env: { ROADFIT_GALLERY_PORT: '0' }, until: /^Gallery: http/m },
  // Without a name they say what they can.
  { of: /^npm run (booth|verify|inspect|handover|renew)$/, ends: 2 },
  { of: /^npm run bench$/, ends: 2 },

  // A demonstration's doctors sign by password, which nothing can compare: verify says so, and ends as it does where not all could be.
  { of: /^npm run verify -- DATA$/, given: [['DATA', 'data']], ends: 3 },
  { of: /^npm run verify -- /, ends: 3 },

  // No time-stamping authority is set up here.
  { of: /^npm run renew -- /, ends: 2 },

  // All checks of the folder begin so, and there is one.
  { of: /^npm run inspect -- /, given: [['CHECK', '0']] },
  { of: /^npm run handover -- preview /, given: [['CHECK', '0']] },

  { of: /^npm run booth -- /, demonstration: true },
  { of: /^booth watch /, demonstration: true, until: /^\d+\.\d{3} {2}/m },
  // It asks its first question, and waits on the same line.
  { of: /^booth calibrate /, demonstration: true, until: /\S $/ },
  { of: /^booth /, demonstration: true },

  // It waits for a change of what stands in the room.
  { of: /^npm run watch -- ROOM$/, given: [['ROOM', 'demo/']], until: /passed[^]*Waiting for file changes/ },
  { of: / vitest run --project unit PATH$/, given: [['PATH', 'common/protocol/days.test.ts']] },

  // Root's, on the computer of a booth: done in the copy's own folders, by this user.
  { of: /^cd \/opt\/roadfit$/, given: SELF },
  { of: /^chmod .* \/var\/lib\/roadfit-booth$/, given: [['/var/lib/', 'COPY/']] },
  {
    of: /^chown .* \/var\/lib\/roadfit-booth$/,
    given: [
      ['/var/lib/', 'COPY/'],
      ['roadfit:roadfit', '$(id -u):$(id -g)'],
    ],
  },
  {
    of: /^install /,
    given: [
      [/ \/etc\//g, ' COPY/etc/'],
      [' -g roadfit', ''],
    ],
  },

  {
    of: /^npm test$/,
    instead: { why: 'it is what runs this', look: program },
  },
  {
    of: /^npm run check$/,
    instead: { why: 'its linter takes minutes, and npm test runs it once already', look: program },
  },
  {
    of: /^npm run bench -- NAME$/,
    instead: { why: 'stands for each bench; without a name it lists them, which is run', look: program },
  },
  {
    of: /^npm run bench -- /,
    instead: { why: 'minutes, for a figure that says nothing on a machine that does something else', look: bench },
  },
  {
    of: /^npm run soak /,
    instead: { why: 'as many minutes as it is told, and ten are the least that shows something', look: program },
  },
  {
    of: /^(node scripts\/run\.mjs )?node (scripts\/run\.mjs node )?test\/screens\//,
    instead: { why: 'minutes of a real browser; the tests of the screens draw the same views', look: program },
  },
  {
    of: /^node scripts\/run\.mjs vitest run --project journey /,
    instead: {
      why: 'minutes of real browsers, and npm test runs it once already',
      look: (command) => must(existsSync(join(root, command.split(' ').at(-1) ?? '')), `${command}: there is no such test`),
    },
  },
  {
    of: /^apt-get (install|remove) /,
    instead: { why: 'changes the machine, as root, over the net', look: (command) => packages(command.split(' ').slice(2)) },
  },
  {
    of: /^openssl pkey(utl -verify -pubin|.* -pubout$)/,
    instead: {
      why: 'whoever receives has a ferry’s folder and its public key; the ferry’s own test has OpenSSL make and use both',
      look: (command) =>
        must(readFileSync(join(root, 'server/handover/ferry/ferry.test.ts'), 'utf8').includes(command.split(' ')[1] ?? ''), command),
    },
  },
  {
    of: /^lpadmin /,
    instead: { why: 'there is no printer', look: () => packages(['cups']) },
  },
  {
    of: /^git clone /,
    instead: {
      why: 'the reader’s own address, over the net; the copy stands for it',
      look: (command) => must(/^git clone ADDRESS-OF-THIS-PROJECT \/opt\/roadfit$/.test(command), 'the units look in /opt/roadfit'),
    },
  },
  {
    of: /^cd \/opt\/roadfit && git pull && npm run build && systemctl restart roadfit-booth$/,
    instead: { why: 'git pull and systemd; the build in it is run by itself', look: () => units(['roadfit-booth']) },
  },
  {
    of: /^(systemctl|journalctl) /,
    instead: {
      why: 'systemd doesn’t run under tests; devices/testing/built.test.ts has it read the units',
      look: (command) => units(command.split(' ').filter((word) => word.startsWith('roadfit-'))),
    },
  },
  {
    of: /^useradd /,
    instead: {
      why: 'changes the machine, as root',
      look: (command) => {
        // Debian's own groups (base-passwd), and the one that udev makes.
        const [, groups = ''] = / --groups (\S+) roadfit$/.exec(command) ?? []
        const debian = readFileSync('/usr/share/base-passwd/group.master', 'utf8')
        for (const group of groups.split(',').filter((name) => name !== 'input'))
          must(new RegExp(`^${group}:`, 'm').test(debian), `Debian has no group ${group}`)
        must(command.includes(' --home-dir /var/lib/roadfit-booth ') && groups !== '', 'the unit’s data lie in /var/lib/roadfit-booth')
      },
    },
  },
  {
    of: /^ls -l \/dev\/serial\/by-id \/dev\/serial\/by-path$/,
    instead: { why: 'udev makes these folders when a first adapter is plugged in', look: () => {} },
  },
  {
    of: /^roadfit-booth /,
    instead: {
      why: 'the installer’s command by its name; as docs/install-a-booth.md has it typed, “booth”, it is run',
      look: (command) => {
        const [, name = ''] = command.split(' ')
        must(new RegExp(`^  ${name} `, 'm').test(text.en.service.command.usage), `the installer’s command knows no ${name}`)
      },
    },
  },
]

export const rowOf = (command: string): Row | null => ROWS.find(({ of }) => of.test(command)) ?? null
