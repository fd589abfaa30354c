import { existsSync, statSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { sha256 } from '#protocol/canonical.ts'
import { refusalIn } from '#protocol/refusal.ts'
import { fill } from '#words/fill.ts'
import { text } from '#words/index.ts'
import { terminalLanguage } from '#words/terminal.ts'
import { certificatesOf } from './report/chain.ts'
import { certificatesIn } from './report/tsa.ts'
import { type Trust, verifySeal } from './report/verify-seal.ts'
import { audit } from './service/proof/audit.ts'
import type { Shelf } from './service/proof/comparing.ts'
import { proofOf } from './service/proof/proof.ts'
import { openFiles, storedIn } from './store/files.ts'
import { lookingAt } from './store/looking.ts'
import type { Db } from './store/open.ts'
import { countChecks } from './store/walks.ts'

// `npm run verify -- FILE.pdf [SEAL.crt | DATA]` or `-- DATA`: without a server, and without writing anything.
// Ends with 0: all fits; 1: something doesn't; 2: it was asked wrongly; 3: nothing is wrong in what was compared, but not all could be.

const { proof: words } = text[terminalLanguage(process.env)]
const EXIT = { sound: 0, wrong: 1, partly: 3 } as const
type Outcome = keyof typeof EXIT
/** What it comes to, beside what couldn't be compared, which is told whatever else was found. */
const outcomeOf = (isSound: boolean, uncompared: readonly string[]): Outcome => {
  if (uncompared.length > 0) tell(isSound ? words.partly : words.uncompared)
  for (const line of uncompared) tell(`  ${line}`)
  return !isSound ? 'wrong' : uncompared.length > 0 ? 'partly' : 'sound'
}
const tell = (line: string) => process.stdout.write(`${line}\n`)

/** Whom a data folder trusts: every `.crt` beside its present seal is one of its seals, every one in `tsa` an authority of time stamps. */
const trustOf = async (data: string): Promise<Trust> => ({
  seals: await certificatesIn(join(data, 'seal')),
  stamps: await certificatesIn(join(data, 'tsa')),
})

/** What a file of certificates says of whom to trust, for all that is signed. */
const trustIn = async (file: string): Promise<Trust> => {
  const certificates = existsSync(file) ? certificatesOf(await readFile(file, 'utf8')) : []
  return { seals: certificates, stamps: certificates }
}

const databaseIn = (data: string): string => join(data, 'roadfit.sqlite')

/** Looks at a folder's database, and says where a copy of it is looked at. */
const looking = (data: string, look: (db: Db, isCopy: boolean) => Promise<Outcome>): Promise<Outcome> =>
  lookingAt(databaseIn(data), (db, isCopy) => {
    if (isCopy) tell(words.copied)
    return look(db, isCopy)
  })

/** Tells a terminal each second how far it has come, in one line that is gone afterwards. A file or a pipe is told nothing. */
const openGoing = (all: number) => {
  const { isTTY } = process.stderr
  let next = performance.now() + 1000
  return {
    on: ({ checks, files }: { checks: number; files: number }) => {
      if (!isTTY || performance.now() < next) return
      next = performance.now() + 1000
      process.stderr.write(`\r${fill(words.going, { done: checks, all, files })}\x1b[K`)
    },
    end: () => void (isTTY && process.stderr.write('\r\x1b[K')),
  }
}

/** What is compared in a data folder. Where the secret can't be read people and marks aren't, nor marks in what an earlier program left. */
const shelfOf = async (db: Db, data: string, isCopy: boolean): Promise<Shelf> => {
  const key = await readFile(join(data, 'secret.key')).catch(() => null)
  return { db, files: openFiles(join(data, 'files')), ...(key && { key }), ...(isCopy && { unmarked: true as const }) }
}

/** What a shelf alone leaves uncompared. */
const lackOf = ({ key, unmarked }: Shelf): string[] => [...(key ? [] : [words.keyless]), ...(unmarked ? [words.unmarked] : [])]

const olderIn = (columns: Record<string, number>): string[] =>
  Object.entries(columns).map(([column, count]) => fill(words.older, { column, count }))

const lookAtFolder = async (data: string): Promise<Outcome> => {
  if (existsSync(databaseIn(data))) return looking(data, (db, isCopy) => lookAtAll(db, data, isCopy))
  tell(fill(words.unreadable, { path: databaseIn(data) }))
  return 'wrong'
}

const lookAtAll = async (db: Db, data: string, isCopy: boolean): Promise<Outcome> => {
  const shelf = await shelfOf(db, data, isCopy)
  const going = openGoing(await countChecks(db))
  const found = await audit(shelf, { stored: storedIn(join(data, 'files')), trusted: await trustOf(data), on: going.on })
  going.end()
  const { troubles, older, byPassword, changes, unsummed, ...counts } = found
  tell(fill(words.looked, counts))
  if (changes !== null) tell(fill(words.changes, { changes }))
  if (troubles.length > 0) tell(fill(words.troubles, { count: troubles.length }))
  for (const { of, name, column, fault } of troubles)
    tell(`  ${fill(words.of[of], { name })} [${fault}] ${fill(words.faults[fault], { column })}`)
  const outcome = outcomeOf(troubles.length === 0, [
    ...lackOf(shelf),
    ...(byPassword > 0 ? [fill(words.byPassword, { count: byPassword })] : []),
    ...(unsummed ? [words.unsummed] : []),
    ...olderIn(older),
  ])
  if (outcome === 'sound') tell(words.clean)
  return outcome
}

const lookAtFile = async (file: string, beside: string): Promise<Outcome> => {
  const pdf = new Uint8Array(await readFile(file))
  const isData = existsSync(beside) && statSync(beside).isDirectory()
  const trust = isData ? await trustOf(beside) : await trustIn(beside)
  const { faults, certificate, stamps, until } = await verifySeal(pdf, trust)
  const digest = await sha256(pdf)
  tell(fill(words.sha256, { sha256: digest }))
  if (certificate) tell(fill(words.certificate, { certificate }))
  for (const at of stamps) if (at) tell(fill(words.stamped, { at: at.toISOString() }))
  if (until) tell(fill(words.until, { until: until.toISOString() }))
  for (const fault of faults) tell(`  [${fault}] ${words.faults[fault]}`)
  if (trust.seals.length === 0) tell(words.noTrust)
  if (faults.length === 0) tell(words.whole)
  const record = await lookAtRecord(isData ? beside : null, digest)
  return faults.length > 0 ? 'wrong' : record
}

/** What a data folder knows of a paper. */
const lookAtRecord = async (data: string | null, pdf: string): Promise<Outcome> => {
  if (data === null || !existsSync(databaseIn(data))) return outcomeOf(true, [words.alone])
  return looking(data, (db, isCopy) => lookAtPaper(db, data, isCopy, pdf))
}

const lookAtPaper = async (db: Db, data: string, isCopy: boolean, pdf: string): Promise<Outcome> => {
  const shelf = await shelfOf(db, data, isCopy)
  const proof = await proofOf(shelf, { pdf })
  if (!proof) {
    tell(words.unknownPaper)
    return 'wrong'
  }
  const isSound = proof.faults.length === 0
  if (proof.sm2) tell(fill(words.sm2, { certificate: proof.sm2 }))
  if (isSound) tell(fill(words.proven, { number: proof.row.number }))
  for (const fault of proof.faults) tell(`  [${fault}] ${words.faults[fault]}`)
  const older: Record<string, number> = {}
  for (const { table, column, why } of proof.differing)
    if (why === 'older') older[`${table}.${column}`] = (older[`${table}.${column}`] ?? 0) + 1
  const byPassword = proof.row.signedBy === 'password' ? [fill(words.byPassword, { count: 1 })] : []
  return outcomeOf(isSound, [...lackOf(shelf), ...byPassword, ...olderIn(older)])
}

/** A row that can't be read is told in words; anything else is a bug. */
const tellUnreadable = (error: unknown): Outcome => {
  const { refused, fields } = refusalIn(error)
  if (refused !== 'record-unreadable') throw error
  const { table, row, column, place } = fields
  tell(
    `  ${fill(words.of.row, { name: `${String(table)} ${String(row)}` })} [row-unreadable] ${fill(words.faults['row-unreadable'], { column: `${String(column)} ${String(place)}` })}`,
  )
  return 'wrong'
}

const [asked, beside, ...more] = process.argv.slice(2)
// npm changes the folder: what was typed counts from where it was typed.
const place = (path: string) => resolve(process.env['INIT_CWD'] ?? process.cwd(), path)
if (asked === undefined || more.length > 0) {
  process.stderr.write(`${words.usage}\n`)
  process.exitCode = 2
} else if (!existsSync(place(asked)) || (beside !== undefined && !existsSync(place(beside)))) {
  process.stderr.write(`${fill(words.unreadable, { path: place(existsSync(place(asked)) ? (beside ?? '') : asked) })}\n`)
  process.exitCode = 2
} else {
  const isFolder = statSync(place(asked)).isDirectory()
  const data = place(beside ?? (process.env['ROADFIT_DATA'] || 'data'))
  process.exitCode = EXIT[await (isFolder ? lookAtFolder(place(asked)) : lookAtFile(place(asked), data)).catch(tellUnreadable)]
}
