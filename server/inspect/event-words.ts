import type { Event } from '#check/events.ts'
import type { Language } from '#protocol/basic.ts'
import { maskedName } from '#protocol/days.ts'
import type { Attempt } from '#protocol/measurement.ts'
import { fill, listed } from '#words/fill.ts'
import { findingWords } from '#words/finding.ts'
import { text } from '#words/index.ts'
import { stationName } from '#words/stations.ts'

/** What an event changed, in a line. `begun`: the attempts that events before it began, by their ids. */
export const eventWords = (event: Event, begun: ReadonlyMap<string, Attempt>, language: Language): string =>
  fill(text[language].inspect.changed[event.kind], fieldsOf(event, begun, language))

/** A digest as people tell it from another. */
const short = (digest: string): string => digest.slice(0, 12)

/** What somebody wrote themselves is never repeated here: it may name whomever. */
const written = (words: string | null, language: Language): string => {
  const { none, written } = text[language].inspect
  return words === null ? none : fill(written, { count: Array.from(words).length })
}

const fieldsOf = (event: Event, begun: ReadonlyMap<string, Attempt>, language: Language): Record<string, string | number> => {
  const { inspect: words, terms } = text[language]
  const stations = (names: readonly Parameters<typeof stationName>[0][]) =>
    names.map((name) => stationName(name, language)).join(language === 'zh' ? '、' : ', ')
  const who = ({ name }: { name: string }) => maskedName(name)
  switch (event.kind) {
    case 'opened': {
      const { booth, classes, rules } = event
      return { booth: booth.name, site: booth.site.name, classes: classes.join(''), case: event.case ?? words.none, rules }
    }
    case 'declared':
      // By their numbers in the form.
      return { diseases: event.declaration.diseases.join(', ') || words.none }
    case 'photographed':
      return { file: short(event.file) }
    case 'recording-answered':
      return { agreed: words.agreed[event.agreed ? 'yes' : 'no'], words: event.words }
    case 'claimed':
      return { doctor: who(event.doctor) }
    case 'released':
    case 'lease-lapsed':
      return { doctor: event.doctor }
    case 'kept':
      return { doctor: who(event.doctor), until: event.until }
    case 'provision-lapsed':
      return {}
    case 'escalated':
      return { doctor: who(event.doctor), until: event.until, reason: written(event.reason, language) }
    case 'joined':
    case 'taken-over':
      return { doctor: who(event.doctor) }
    case 'escalation-ended':
      return {
        doctor: who(event.doctor),
        outcome: text[language].escalation.ledger.outcomes[event.outcome],
        words: event.words === null ? words.none : written(event.words, language),
      }
    case 'consulted':
      return { doctor: who(event.doctor), department: event.department, question: written(event.question, language) }
    case 'consultation-answered':
      return { doctor: who(event.doctor), answer: written(event.answer, language) }
    case 'started': {
      const { id, station, number, setup } = event.attempt
      return { station: stationName(station, language), number, procedure: setup.procedure, attempt: id }
    }
    case 'read': {
      const attempt = begun.get(event.attempt)
      const finding = event.finding ? findingWords(event.finding, language) : words.none
      return { station: attempt ? stationName(attempt.station, language) : event.attempt, reading: event.reading, finding }
    }
    case 'set-aside': {
      const attempt = begun.get(event.attempt)
      return { station: attempt ? stationName(attempt.station, language) : event.attempt, code: event.refusal.refused }
    }
    case 'call-broken':
    case 'keeping-ended':
      return {}
    case 'device-failed':
      return { device: terms.devices[event.device] }
    case 'decided': {
      const { doctor, finding, reason } = event
      const found = 'refer' in finding ? text[language].clinician.value.refer[finding.refer] : findingWords(finding, language)
      return { doctor: who(doctor), station: stations([finding.station]), finding: found, reason: written(reason, language) }
    }
    case 'pictured':
      return { doctor: who(event.doctor), station: stationName(event.station, language), file: short(event.file) }
    case 'noted':
      return { doctor: who(event.doctor), text: written(event.text, language) }
    case 'drawn-up':
      return { number: event.number, digest: short(event.digest) }
    case 'signed': {
      const { doctor, number, signedBy, because } = event
      return { doctor: who(doctor), number, signedBy: words.signedBy[signedBy], because: stations(because) }
    }
    case 'countersigned':
      return { doctor: who(event.doctor), signedBy: words.signedBy[event.signedBy] }
    case 'declined':
      return { doctor: who(event.doctor), reason: written(event.reason, language) }
    case 'concluded': {
      const { doctor, number, signedBy, outcome } = event
      return { doctor: who(doctor), number, signedBy: words.signedBy[signedBy], outcome: terms.outcomes[outcome.kind] }
    }
    case 'paper-held':
      return { code: event.code }
    case 'sealed':
      return { pdf: short(event.pdf) }
    case 'renewed':
      return { number: event.number, pdf: short(event.pdf) }
    case 'delivered':
    case 'withdrawal-delivered':
      return { receipt: event.receipt }
    case 'delivery-refused':
    case 'withdrawal-refused':
      return { reason: written(event.reason, language) }
    case 'accepted':
    case 'resent':
    case 'hurried':
      return { by: who(event.by) }
    case 'returned':
    case 'withdrawn':
      return { by: who(event.by), reason: written(event.reason, language) }
    case 'provisional':
      return {
        by: who(event.by),
        missing: listed(
          language,
          event.missing.map((paper) => terms.papers[paper]),
        ),
        until: event.until,
        note: event.note === null ? words.none : written(event.note, language),
      }
    case 'replaced':
      return { number: event.number }
    case 'abandoned':
    case 'parked':
      return { why: words.because[event.why] }
    case 'resumed':
      return { booth: event.booth.name, site: event.booth.site.name }
  }
}
