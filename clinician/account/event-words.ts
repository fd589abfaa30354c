import type { Language } from '#protocol/basic.ts'
import type { AccountEventView } from '#protocol/rest.ts'
import { account } from '#words/account.ts'
import { fill } from '#words/fill.ts'
import { dateTimeOf } from '../clock.ts'

/** What happened to an account, as a sentence. */
export const eventWords = ({ kind, by, at }: AccountEventView, language: Language): string =>
  fill(account[language].event[kind], { by, at: dateTimeOf(at) })
