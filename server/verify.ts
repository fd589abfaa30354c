import { existsSync, statSync } from 'node:fs'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { sha256 } from '#protocol/canonical.ts'
import { fill } from '#words/fill.ts'
import { text } from '#words/index.ts'
import { terminalLanguage } from '#words/terminal.ts'
import { certificatesOf, lookAtSeal } from './report/sealed.ts'
import { audit } from './service/proof/audit.ts'
import { proofOf } from './service/proof/proof.ts'
import { openFiles, storedIn } from './store/files.ts'
import { copyInto, isUpToDate, openStore, openToRead, type Db } from './store/open.ts'

// `npm run verify -- FILE.pdf [SEAL.crt | DATA]` or `-- DATA`: without a server, and without writing anything.
// Ends with 0: all fits; 1: something doesn't, or can't be compared; 2: it was asked wrongly.

const { proof: say } = text[terminalLanguage(process.env)]
const tell = (line: string) => process.stdout.write(`${line}\n`)

/** The certificates of the seals that a data folder has had: every `.crt` beside the present one. */
const sealsOf = async (data: string): Promise<Uint8Array[]> => {
  const folder = join(data, 'seal')
  const names = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith('.crt'))
  return (await Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')))).flatMap(certificatesOf)
}

const databaseOf = (data: string): Db | null => {
  const file = join(data, 'roadfit.sqlite')
  return existsSync(file) ? openToRead(file) : null
}

/** Looks at a database, and closes it whatever comes of that. */
const closing = async (db: Db, look: (db: Db) => Promise<boolean>): Promise<boolean> => {
  try {
    return await look(db)
  } finally {
    await db.destroy()
  }
}

/** What is only looked at is never brought up to date: of what an older program left, a copy is, and is gone afterwards. */
const upToDate = async (db: Db, look: (db: Db) => Promise<boolean>): Promise<boolean> => {
  if (await isUpToDate(db)) return look(db)
  const folder = await mkdtemp(join(tmpdir(), 'roadfit-verify-'))
  try {
    const copy = join(folder, 'roadfit.sqlite')
    await copyInto(db, copy)
    tell(say.copied)
    const newer = await openStore(copy)
    return await closing(newer, look)
  } finally {
    await rm(folder, { recursive: true })
  }
}

/** The secret by which people's numbers are found; none where it can't be read. */
const keyOf = async (data: string) => {
  const key = await readFile(join(data, 'secret.key')).catch(() => null)
  return key ? { key } : {}
}

const lookAtFolder = async (data: string): Promise<boolean> => {
  const db = databaseOf(data)
  if (!db) {
    tell(fill(say.unreadable, { path: join(data, 'roadfit.sqlite') }))
    return false
  }
  return closing(db, () => upToDate(db, (current) => lookAtAll(current, data)))
}

const lookAtAll = async (db: Db, data: string): Promise<boolean> => {
  const folder = join(data, 'files')
  const shelf = { db, files: openFiles(folder), ...(await keyOf(data)) }
  const found = await audit(shelf, { stored: await storedIn(folder), trusted: await sealsOf(data) })
  const { troubles, older, ...counts } = found
  tell(fill(say.looked, counts))
  if (!('key' in shelf)) tell(say.keyless)
  if (troubles.length > 0) tell(fill(say.troubles, { count: troubles.length }))
  for (const { of, name, column, fault } of troubles)
    tell(`  ${fill(say.of[of], { name })} [${fault}] ${fill(say.faults[fault], { column })}`)
  for (const [column, count] of Object.entries(older)) tell(`  ${fill(say.older, { column, count })}`)
  if (troubles.length === 0) tell(say.clean)
  return troubles.length === 0
}

const lookAtFile = async (file: string, beside: string): Promise<boolean> => {
  const pdf = new Uint8Array(await readFile(file))
  const isData = existsSync(beside) && statSync(beside).isDirectory()
  const trusted = isData ? await sealsOf(beside) : existsSync(beside) ? certificatesOf(await readFile(beside, 'utf8')) : []
  const { faults, certificate } = await lookAtSeal(pdf, trusted)
  const digest = await sha256(pdf)
  tell(fill(say.sha256, { sha256: digest }))
  if (certificate) tell(fill(say.certificate, { certificate }))
  for (const fault of faults) tell(`  [${fault}] ${say.faults[fault]}`)
  if (trusted.length === 0) tell(say.noTrust)
  if (faults.length === 0) tell(say.whole)
  const proven = await lookAtRecord(isData ? beside : null, digest)
  return faults.length === 0 && proven
}

/** What a data folder knows of a paper. */
const lookAtRecord = async (data: string | null, pdf: string): Promise<boolean> => {
  const db = data === null ? null : databaseOf(data)
  if (!db || data === null) {
    tell(say.alone)
    return true
  }
  return closing(db, () => upToDate(db, (current) => lookAtPaper(current, data, pdf)))
}

const lookAtPaper = async (db: Db, data: string, pdf: string): Promise<boolean> => {
  const proof = await proofOf({ db, files: openFiles(join(data, 'files')), ...(await keyOf(data)) }, { pdf })
  if (!proof) tell(say.unknownPaper)
  else if (proof.faults.length === 0) tell(fill(say.proven, { number: proof.row.number }))
  for (const fault of proof?.faults ?? []) tell(`  [${fault}] ${say.faults[fault]}`)
  return proof !== null && proof.faults.length === 0
}

const [asked, beside, ...more] = process.argv.slice(2)
// npm changes the folder: what was typed counts from where it was typed.
const place = (path: string) => resolve(process.env['INIT_CWD'] ?? process.cwd(), path)
if (asked === undefined || more.length > 0) {
  process.stderr.write(`${say.usage}\n`)
  process.exitCode = 2
} else if (!existsSync(place(asked)) || (beside !== undefined && !existsSync(place(beside)))) {
  process.stderr.write(`${fill(say.unreadable, { path: place(existsSync(place(asked)) ? (beside ?? '') : asked) })}\n`)
  process.exitCode = 2
} else {
  const isFolder = statSync(place(asked)).isDirectory()
  const data = place(beside ?? (process.env['ROADFIT_DATA'] || 'data'))
  process.exitCode = (await (isFolder ? lookAtFolder(place(asked)) : lookAtFile(place(asked), data))) ? 0 : 1
}
