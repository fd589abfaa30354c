import { type Static, Type } from 'typebox'
import { Exact, Instant, Language, Nullable, Said, Words } from './basic.ts'

/** What a driver is told by text message: the report has taken effect, was returned, waits for a paper, or lapsed without it. */
export const NOTICES = ['taken-effect', 'returned', 'paper-missing', 'lapsed'] as const
export const NoticeKind = Words(NOTICES)
export type NoticeKind = Static<typeof NoticeKind>

/** A mobile number in China: eleven digits, the first a 1. */
export const MOBILE = '^1\\d{10}$'
export const MobileNumber = Type.String({ maxLength: 11, pattern: MOBILE })

/** `138****0101`: enough to recognise one's own number by. */
export const maskedPhone = (phone: string): string => phone.slice(0, 3) + '*'.repeat(Math.max(0, phone.length - 7)) + phone.slice(-4)

/**
 * What became of a notice: it waits; the gateway has it; the driver had not asked for it or didn't want it any more; a newer one said more; the
 * gateway refused it for good; it could not be sent for three days; nothing here sends any.
 */
export const NOTICE_OUTCOMES = ['waiting', 'sent', 'not-wanted', 'overtaken', 'refused', 'given-up', 'not-set-up'] as const
export const NoticeOutcome = Words(NOTICE_OUTCOMES)
export type NoticeOutcome = Static<typeof NoticeOutcome>

/** Whether the driver wants to be told by text message, as the booth shows it. `phone`: masked; null: nobody knows one. */
export const NoticesWanted = Exact({ wanted: Type.Boolean(), phone: Nullable(Said) })
export type NoticesWanted = Static<typeof NoticesWanted>

export const NOTICES_MOST = 200
/** What a driver was told about a report, for staff: which text went when to which number, masked, and what became of it. */
export const NoticesTold = Exact({
  /** Since when the driver wants to be told, in which language; null: they don't. */
  wanted: Nullable(Exact({ since: Instant, phone: Said, language: Language })),
  notices: Type.Array(
    Exact({
      kind: NoticeKind,
      /** When what it tells of happened, and who did that; null: the house, by itself. */
      since: Instant,
      by: Nullable(Said),
      outcome: NoticeOutcome,
      /** How often it could not be sent, and the sign of why, as technicians know it. */
      tries: Type.Integer({ minimum: 0 }),
      fault: Nullable(Said),
      /** When it was settled; the number and the text that went out. Null: none did. */
      at: Nullable(Instant),
      phone: Nullable(Said),
      text: Nullable(Said),
    }),
    { maxItems: NOTICES_MOST },
  ),
  /** There are older ones. */
  more: Type.Boolean(),
})
export type NoticesTold = Static<typeof NoticesTold>
