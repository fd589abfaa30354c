import { isRefusal, type Refusal } from '#protocol/refusal.ts'
import type { Deps } from '../../deps.ts'
import { upwards } from '../../report/chain.ts'
import { gatherProofs } from '../../report/proofs.ts'
import { addRevision, type Proofs, type Revisions } from '../../report/revisions.ts'
import type { Stamps, StampTrouble } from '../../report/tsa.ts'
import { pastOf, type Sealed, type Trust, verifySeal } from '../../report/verify-seal.ts'
import { settleRowsOf } from '../../store/outbox.ts'
import { type ReportRow, reportsWithPaper, setRenewed } from '../../store/reports.ts'
import { type Doing, run } from '../run.ts'

const SYSTEM = { kind: 'system', id: 'papers' } as const

type Paper = Pick<ReportRow, 'number' | 'check' | 'pdf' | 'renewed'>

/**
 * Adds proofs and a time stamp behind the stored paper of a report. The sealed bytes stay, as the file that they are and as the beginning of
 * the new one. Null: it is done; else why there is no time stamp, or that the paper can't be added to.
 */
export const renewPaper = async (
  deps: Doing & Pick<Deps, 'files'>,
  { number, check, pdf, renewed }: Paper,
  { stamps, proofs }: { stamps: Stamps; proofs: Proofs },
): Promise<StampTrouble | Refusal | 'not-ours' | null> => {
  const bytes = await deps.files.bytes(renewed ?? pdf ?? '')
  const past = bytes && pastOf(bytes)
  if (!past) return 'not-ours'
  const why: { trouble: StampTrouble | null } = { trouble: null }
  const added = await addRevision(past, bytes, {
    proofs,
    stamp: async (of) => {
      const found = await stamps(of)
      if ('token' in found) return found.token
      why.trouble = found.trouble
      return null
    },
  })
  if (!added) return why.trouble ?? 'not-ours'
  const paper = await deps.files.put(added.pdf)
  const done = await run(deps, check, { kind: 'renew-paper', number, pdf: paper }, SYSTEM, {
    also: async (tx) => {
      await setRenewed(tx, number, paper)
      await settleRowsOf(tx, 'stamp', number, deps.clock().toISOString())
      return true
    },
  })
  return isRefusal(done) ? done : null
}

/** What renewing takes: where papers are kept, who stamps, and whom the house trusts. */
export type Renewing = Doing & Pick<Deps, 'files'> & { stamps: Stamps; trust: Trust }

/** Why a paper wasn't renewed. `said`: the sign by which technicians know it. */
type Unrenewed = { number: string; why: 'missing' | 'not-whole' | 'revoked' | 'unproven' | 'not-stamped' | 'not-kept'; said: string }

const PAGE = 200
const DAY_MS = 86_400_000

/**
 * Renews every stored paper that can't be proven by itself for `days` more: that bears no time stamp or no proofs, or whose newest one ends before.
 * What can't be renewed is told, and the rest goes on. `told` also hears of a paper for whose certificates no proof could be had; it is stamped
 * all the same.
 */
export const renewWhatEnds = async (
  deps: Renewing,
  days: number,
  told: (one: Unrenewed) => void,
): Promise<{ papers: number; renewed: number; failed: number }> => {
  const found = { papers: 0, renewed: 0, failed: 0 }
  const by = new Date(deps.clock().getTime() + days * DAY_MS)
  let after = ''
  for (;;) {
    const page = await reportsWithPaper(deps.db, after, PAGE)
    for (const paper of page) {
      found.papers++
      const outcome = await renewIfEnding(deps, paper, by, told)
      if (outcome === 'renewed') found.renewed++
      if (outcome === 'failed') found.failed++
    }
    const last = page.at(-1)
    if (!last) return found
    after = last.number
  }
}

const renewIfEnding = async (
  deps: Renewing,
  paper: Paper,
  by: Date,
  told: (one: Unrenewed) => void,
): Promise<'renewed' | 'failed' | 'not-due'> => {
  const fail = (why: Unrenewed['why'], said = ''): 'failed' => {
    told({ number: paper.number, why, said })
    return 'failed'
  }
  const bytes = await deps.files.bytes(paper.renewed ?? paper.pdf ?? '').catch(() => null)
  if (!bytes) return fail('missing')
  const looked = await verifySeal(bytes, deps.trust)
  // Who stamps what isn't whole makes it look as if it had been.
  if (looked.faults.length > 0) return fail('not-whole', looked.faults.join(' '))
  const past = pastOf(bytes)
  if (!past) return fail('not-whole')
  if (looked.until && looked.until > by && past.revisions.some(({ proofs }) => proofs.certificates.length > 0)) return 'not-due'
  const { proofs, revoked, unknown } = await gatherProofs(chainsOf(looked, past, deps.trust), deps.clock())
  if (revoked) return fail('revoked')
  if (unknown.length > 0) told({ number: paper.number, why: 'unproven', said: unknown.join(', ') })
  const why = await renewPaper(deps, paper, { stamps: deps.stamps, proofs: withoutKept(proofs, past) })
  if (why === null) return 'renewed'
  if (why === 'not-ours') return fail('not-whole')
  return 'refused' in why ? fail('not-kept', why.refused) : fail('not-stamped', `${why.code} ${why.said}`)
}

/** From each certificate that signed in a paper upwards, as far as who issued them is known. */
const chainsOf = ({ signers }: Sealed, { revisions }: Revisions, { seals, stamps }: Trust): readonly (readonly Uint8Array[])[] => {
  const known = [...seals, ...stamps, ...signers.flatMap(({ others }) => others), ...revisions.flatMap(({ proofs }) => proofs.certificates)]
  return signers.map(({ certificate }) => upwards(certificate, known))
}

/** What a paper holds already isn't added again. */
const withoutKept = ({ certificates, lists, answers }: Proofs, { revisions }: Revisions): Proofs => {
  const kept = new Set(revisions.flatMap(({ proofs }) => [...proofs.certificates, ...proofs.lists, ...proofs.answers].map(named)))
  const fresh = (all: readonly Uint8Array[]) => all.filter((one) => !kept.has(named(one)))
  return { certificates: fresh(certificates), lists: fresh(lists), answers: fresh(answers) }
}
const named = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64')
