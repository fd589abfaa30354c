import type { Personal } from '#check/report.ts'
import { maskedNumber } from '#protocol/days.ts'
import { nationalityWords } from '#protocol/nationality.ts'
import type { Card } from '#protocol/reading.ts'
import type { Applicant } from '../../store/applicants.ts'

const DOCUMENT_OF = {
  resident: 'resident-identity-card',
  'hmt-resident': 'hmt-residence-permit',
  foreigner: 'foreign-permanent-residence-card',
} as const satisfies Record<Card['kind'], Personal['document']>

/** What a report says of a person, from the card and the case. */
export const personalOf = ({ card, read, file, phone }: Applicant): Personal => ({
  name: card.name,
  sex: card.sex,
  birth: card.birth,
  document: DOCUMENT_OF[card.kind],
  number: card.number,
  address: card.address,
  nationality: card.nationality === undefined ? '中国' : nationalityWords(card.nationality),
  phone,
  file,
  ...(read.name === card.name && read.address === card.address ? {} : { read: { name: read.name, address: read.address } }),
})

/** A person as somebody sees them who needn't know the whole number. */
export const masked = (personal: Personal): Personal => ({ ...personal, number: maskedNumber(personal.number) })
