import type { HandOver, ReportStanding, Withdrawal } from '#protocol/case.ts'
import type { ErrandFault } from '#protocol/errand.ts'
import type { Refusal } from '#protocol/refusal.ts'
import type { Report } from '#protocol/report.ts'
import type { PreviewColumn } from './fields/preview.ts'

/** The last word of a system on what was sent to it: taken, or refused for good. A receipt is empty where it takes notice and gives none. */
export type Settled = { receipt: string } | { refused: string }
/**
 * What became of a journey: settled; sent, the answer comes later under a reference; or to be tried again, with what went wrong.
 * `notBefore`: when the other side wants to be asked again, an instant in ms since 1970; absent: it doesn't say.
 */
export type Delivered = Settled | { sent: string; notBefore?: number } | { later: ErrandFault; notBefore?: number }

/** What is asked of the system at the other end. */
type Act = 'deliver' | 'withdraw' | 'standing' | 'answer'

/**
 * One errand on its way. `id` is the same at every try, and another when somebody sends the report once more; `number` is the report's. `trace`: the
 * command from which it follows, so that both sides can name the same thing in their logs; null: there is none.
 */
export type Journey = { id: string; number: string; trace: string | null }

/** A report on its way, with the paper and what stands beside it in the bytes in which they are stored: each way writes them as it needs them. */
export type Outgoing = Omit<HandOver, 'pdf' | 'sm2'> & { pdf: Uint8Array; sm2?: Uint8Array }

/**
 * A way to a system that takes reports: HTTPS, SOAP, a ferry of files. It keeps nothing and waits for nothing but its own line; order, waits, rate and
 * tries are the engine's. Whatever goes wrong is `later` with its fault; a throw is a bug, or an error that `faultOfError` knows.
 */
export type Carrier = {
  /** The id of the interface that each act calls: the daily quota is counted by it. */
  interfaces: Readonly<Record<Act, string>>
  /** Hands a report over. A repeat under the same errand is harmless there: it gives the same receipt. */
  deliver(handover: Outgoing, journey: Journey): Promise<Delivered>
  /** Says that a report has been withdrawn, whether the other side has it or not. A repeat is harmless. */
  withdraw(withdrawal: Withdrawal, report: Report, journey: Journey): Promise<Delivered>
  /** Says how a report stands at the counter. A repeat is harmless. Refused: the other side doesn't hear of such a thing, or has no way to. */
  tell(standing: ReportStanding, report: Report, journey: Journey): Promise<Delivered>
  /**
   * Asks what became of what was sent under this reference. However often, it changes nothing there; `sent` once more: there is no answer yet.
   * A reference that the other side doesn't know is the fault `reference-unknown`: it is sent again.
   */
  answer(reference: string, journey: Journey): Promise<Delivered>
  /** Of these references those for which an answer lies here already: a look that costs nothing. Absent: only asking tells. */
  arrived?: (awaited: ReadonlySet<string>) => Promise<ReadonlySet<string>>
  /** Takes away what was left here before this instant, except for what is awaited, and gives how many. Absent: nothing is left anywhere. */
  clean?: (before: Date, awaited: ReadonlySet<string>) => Promise<number>
  /** Why a report can't go there as it is; null: it can. Asked before anybody signs. Absent: whatever a report says goes there. */
  inexpressible?: (report: Report) => Refusal | null
  /** What would be sent of a report, message by message, and isn't. Absent: the report's value itself. */
  preview?: (report: Report) => Promise<Preview[] | Refusal>
}

/** A message that isn't sent: its interface, its columns in order, and the whole as text, without what is secret. */
export type Preview = { interface: string; map: string; columns: readonly PreviewColumn[]; message: string }

const NOWHERE = { later: { code: 'no-case', said: '' } } as const
/** Where nothing is connected: everything waits. */
export const noCarrier: Carrier = {
  interfaces: { deliver: '', withdraw: '', standing: '', answer: '' },
  deliver: async () => NOWHERE,
  withdraw: async () => NOWHERE,
  tell: async () => NOWHERE,
  answer: async () => NOWHERE,
}
