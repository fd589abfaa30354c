import { Type } from 'typebox'
import { Day, Id } from '../basic.ts'
import {
  InstitutionChange,
  InstitutionEntry,
  InstitutionFacts,
  InstitutionPapers,
  NewRegistration,
  RegistrationChange,
  RegistrationEntry,
  RegistryHistory,
  RegistryView,
  SigningRights,
  SuspensionAsked,
  VersionAsked,
} from '../registry.ts'
import { ReportNumber } from '../report.ts'
import { route } from '../route.ts'

// Medical institutions and the doctors in them, for administrators.

const by = ['administrator'] as const
const params = { id: Id }
const UNFIT = [
  'institution-not-allowed',
  'province-needed',
  'business-missing',
  'validity-wrong',
  'name-taken',
  'site-of-another',
  'rest-of-another',
  'glyph-missing',
] as const

export const listRegistry = route('GET', '/api/registry', { by, answer: RegistryView })

/** How an institution, or a doctor in one, stood each time that somebody wrote it. */
export const listRegistryHistory = route('GET', '/api/registry/:id/history', {
  by,
  params,
  answer: RegistryHistory,
  refuses: ['not-found'],
})

export const addInstitution = route('POST', '/api/institutions', {
  by,
  body: InstitutionFacts,
  answer: InstitutionEntry,
  refuses: ['entry-changed', 'not-found', ...UNFIT],
})

export const changeInstitution = route('PATCH', '/api/institutions/:id', {
  by,
  params,
  body: InstitutionChange,
  answer: InstitutionEntry,
  refuses: ['not-found', 'entry-changed', ...UNFIT],
})

/** It isn't recognised any more: nobody signs there from that instant on. */
export const suspendInstitution = route('POST', '/api/institutions/:id/suspension', {
  by,
  params,
  body: SuspensionAsked,
  answer: InstitutionEntry,
  refuses: ['not-found', 'entry-changed', 'instant-over', 'validity-wrong'],
})

/** It is recognised again. */
export const recogniseInstitution = route('POST', '/api/institutions/:id/recognition', {
  by,
  params,
  body: VersionAsked,
  answer: InstitutionEntry,
  refuses: ['not-found', 'entry-changed'],
})

/** What it has issued since a day; a page, behind the report that is named. */
export const listInstitutionPapers = route('GET', '/api/institutions/:id/papers', {
  by,
  params,
  query: Type.Object({ since: Day, day: Type.Optional(Day), number: Type.Optional(ReportNumber) }),
  answer: InstitutionPapers,
  refuses: ['validity-wrong'],
})

export const addDoctor = route('POST', '/api/doctors', {
  by,
  body: NewRegistration,
  answer: RegistrationEntry,
  refuses: ['not-found', 'registered-already', 'validity-wrong', 'entry-changed', 'glyph-missing'],
})

export const changeDoctor = route('PATCH', '/api/doctors/:id', {
  by,
  params,
  body: RegistrationChange,
  answer: RegistrationEntry,
  refuses: ['not-found', 'entry-changed', 'validity-wrong', 'glyph-missing'],
})

/** At which of their sites a doctor may sign now, and why not at the others. */
export const listSigningRights = route('GET', '/api/signing-rights', { by: ['doctor'], answer: SigningRights })
