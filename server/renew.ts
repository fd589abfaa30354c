import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { isKeyFault } from '#protocol/setting-fault.ts'
import { fill } from '#words/fill.ts'
import { text } from '#words/index.ts'
import { wrongSettingWords } from '#words/setting-fault.ts'
import { terminalLanguage } from '#words/terminal.ts'
import { openStamps } from './keys.ts'
import { certificatesIn } from './report/tsa.ts'
import { type Renewing, renewWhatEnds } from './service/loops/renewing.ts'
import { readSettings } from './settings.ts'
import { steadyFrom } from './steady.ts'
import { openFiles } from './store/files.ts'
import { openStore } from './store/open.ts'
import { markingBy } from './store/walks.ts'

// `npm run renew -- DATA [DAYS]`: adds proofs and a time stamp to every stored paper that can't be proven for so many days more. Beside a
// running server, too. Ends with 0: all papers can be proven; 1: some can't, and it says which and why; 2: it was asked wrongly.

const language = terminalLanguage(process.env)
const { proof, starting } = text[language]
const words = proof.renew
const tell = (line: string) => process.stdout.write(`${line}\n`)
const complain = (line: string) => process.stderr.write(`${line}\n`)

/** A paper is renewed when it can't be proven for so many days more. */
const DAYS = '180'

const renew = async (data: string, days: number): Promise<number> => {
  const { ROADFIT_TSA_URL, ROADFIT_TSA_POLICY } = process.env
  // Of all settings these two count here.
  const named = { ROADFIT_MEDIA_WORKER: '-', ROADFIT_INSTITUTION: '-', ROADFIT_TSA_URL, ROADFIT_TSA_POLICY }
  const settings = readSettings(named, { leastPort: 0, workers: 1 })
  if (Array.isArray(settings)) {
    for (const wrong of [starting.wrong, ...settings.map((wrong) => `  ${wrongSettingWords(wrong, language)}`)]) complain(wrong)
    return 2
  }
  const stamps = await openStamps(data, settings.tsa, (bytes) => new Uint8Array(randomBytes(bytes)))
  if (!stamps || isKeyFault(stamps)) {
    complain(stamps ? wrongSettingWords({ variable: 'ROADFIT_TSA_URL', ...stamps }, language) : words.unset)
    return 2
  }
  const key = new Uint8Array(await readFile(join(data, 'secret.key')))
  const db = await openStore(join(data, 'roadfit.sqlite'), markingBy(key))
  const none = () => {}
  const doing: Renewing = {
    db,
    key,
    files: openFiles(join(data, 'files')),
    clock: () => new Date(),
    steady: steadyFrom(new Date(), () => performance.now()),
    announce: none,
    // It hands nothing over.
    destinations: [],
    log: { error: none, warn: none, info: none, debug: none },
    stamps,
    trust: { seals: await certificatesIn(join(data, 'seal')), stamps: await certificatesIn(join(data, 'tsa')) },
  }
  try {
    const found = await renewWhatEnds(doing, days, ({ number, why, said }) =>
      tell(`  ${number} [${why}] ${words.why[why]} ${said}`.trimEnd()),
    )
    tell(fill(words.done, found))
    return found.failed === 0 ? 0 : 1
  } finally {
    await db.destroy()
  }
}

const [asked, days = DAYS, ...more] = process.argv.slice(2)
// npm changes the folder: what was typed counts from where it was typed.
const data = resolve(process.env['INIT_CWD'] ?? process.cwd(), asked ?? '')
if (asked === undefined || more.length > 0 || !/^\d{1,5}$/.test(days)) {
  complain(words.usage)
  process.exitCode = 2
} else if (!existsSync(join(data, 'roadfit.sqlite')) || !existsSync(join(data, 'secret.key'))) {
  complain(fill(proof.unreadable, { path: join(data, existsSync(join(data, 'secret.key')) ? 'roadfit.sqlite' : 'secret.key') }))
  process.exitCode = 2
} else process.exitCode = await renew(data, Number(days))
