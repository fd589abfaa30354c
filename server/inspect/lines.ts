import { apply } from '#check/apply.ts'
import type { AttemptState, Check } from '#check/check.ts'
import type { Recorded } from '#check/events.ts'
import type { Language } from '#protocol/basic.ts'
import { maskedName, maskedNumber } from '#protocol/days.ts'
import { EVERY_STATION } from '#protocol/stations.ts'
import { fill } from '#words/fill.ts'
import { text } from '#words/index.ts'
import { scoreWords } from '#words/score.ts'
import { stationName } from '#words/stations.ts'
import { findApplicant } from '../store/applicants.ts'
import { brokenLink, loadEvents } from '../store/events.ts'
import { besideEvents } from '../store/inspected.ts'
import type { Db } from '../store/open.ts'
import type { Tables } from '../store/tables.ts'
import { eventWords } from './event-words.ts'

const china = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai', dateStyle: 'short', timeStyle: 'medium' })
/** An instant as day and time in China, `2026-11-25 14:05:09`. */
const inChina = (instant: string): string => china.format(new Date(instant))

/** All that a data folder has of a check, as text. `holds`: its chain of events is whole. */
export const inspected = async (db: Db, id: string, language: Language): Promise<{ holds: boolean; lines: string[] }> => {
  const words = text[language].inspect
  const broken = await brokenLink(db, id)
  // An event that isn't JSON any more is a broken link, too, and the rest is shown all the same.
  const events = await loadEvents(db, id).catch(() => null)
  const check = stateOf(events ?? [])
  const section = (title: string, lines: readonly string[]) => ['', title, ...(lines.length > 0 ? lines : [`  ${words.none}`])]
  return {
    holds: broken === null,
    lines: [
      fill(words.check, { check: id }),
      ...(check ? await headOf(db, check, language) : [words.noState]),
      broken === null ? fill(words.chainHolds, { count: events?.length ?? 0 }) : fill(words.chainBroken, { at: broken }),
      ...section(words.events, events ? eventLines(events, language) : [`  ${words.unreadableEvents}`]),
      ...section(words.readings, check ? readingLines(check, language) : []),
      ...(await recordLines(db, id, language)).flatMap(({ title, lines }) => section(title, lines)),
    ],
  }
}

/** The check that events make; null: none, or they contradict each other. */
const stateOf = (events: readonly Recorded[]): Check | null => {
  try {
    return events.reduce<Check | null>((state, one) => apply(state, one), null)
  } catch {
    return null
  }
}

const headOf = async (db: Db, check: Check, language: Language): Promise<string[]> => {
  const { inspect: words, terms } = text[language]
  const { phase, version, booth, classes } = check
  const card = (await findApplicant(db, check.applicant))?.card
  return [
    fill(words.state, { phase: terms.phases[phase], version, booth: booth.name, site: booth.site.name, classes: classes.join('') }),
    card ? fill(words.person, { name: maskedName(card.name), number: maskedNumber(card.number) }) : words.nobody,
  ]
}

const eventLines = (events: readonly Recorded[], language: Language): string[] => {
  const { actors, command } = text[language].inspect
  const begun = new Map(events.flatMap(({ event }) => (event.kind === 'started' ? [[event.attempt.id, event.attempt] as const] : [])))
  return events.map(({ sequence, at, actor, command: id, event }) =>
    [
      `${String(sequence).padStart(4)}  ${inChina(at)}  ${actors[actor.kind]}${actor.id === null ? '' : ` ${actor.id}`}  ${event.kind}`,
      eventWords(event, begun, language),
      ...(id === null ? [] : [fill(command, { id })]),
    ].join('  ·  '),
  )
}

const readingLines = ({ stations }: Check, language: Language): string[] =>
  EVERY_STATION.flatMap((station) => stations[station].attempts).flatMap((one) => attemptLines(one, language))

const attemptLines = ({ attempt, state, reading }: AttemptState, language: Language): string[] => {
  const words = text[language].inspect
  const { station, number, setup } = attempt
  const named = { station: stationName(station, language), number, procedure: setup.procedure, state: words.attemptStates[state] }
  const scored = reading ? [...scoreWords(reading.score, language), fill(words.digest, { digest: reading.digest })] : []
  return [`  ${fill(words.attempt, named)}`, ...scored.map((line) => `      ${line}`)]
}

type Own = (typeof text)[Language]['inspect']
const recordingLine = ({ began_at, erased_at }: Tables['recordings'], words: Own): string =>
  erased_at === null
    ? fill(words.recordingKept, { at: inChina(began_at) })
    : fill(words.recordingErased, { at: inChina(began_at), erased: inChina(erased_at) })
const holdLine = ({ set_at, set_by, reason, lifted_at, lifted_by, lifted_reason }: Tables['recording_holds'], words: Own): string => {
  // What people wrote themselves isn't shown, only how long it is.
  const written = (said: string) => fill(words.written, { count: Array.from(said).length })
  const held = fill(words.held, { at: inChina(set_at), by: set_by, reason: written(reason) })
  const lifted = { by: lifted_by ?? '', reason: written(lifted_reason ?? '') }
  return lifted_at === null ? held : `${held}${fill(words.lifted, { at: inChina(lifted_at), ...lifted })}`
}

/** What stands beside the events: reports, errands with the last answer that came, the recording with what held it. */
const recordLines = async (db: Db, id: string, language: Language): Promise<{ title: string; lines: string[] }[]> => {
  const words = text[language].inspect
  const { reports, errands, receipts, recording, holds } = await besideEvents(db, id)
  const oneOf = (names: Readonly<Record<string, string>>, name: string) => names[name] ?? name
  const answerOf = ({ kind, number, fault, trouble, done_at }: (typeof errands)[number]): string => {
    if (fault !== null) return fill(words.fault, { code: fault, said: trouble ?? '' })
    if (done_at === null) return words.noAnswer
    const receipt = receipts.find((one) => one.number === number)?.receipt
    return kind !== 'deliver' ? words.made : receipt === undefined ? words.settled : fill(words.receipt, { receipt })
  }
  const stateOfErrand = ({ done_at, since, person_at }: (typeof errands)[number]): string => {
    if (done_at !== null) return fill(words.errandDone, { at: inChina(done_at) })
    return person_at === null
      ? fill(words.errandOpen, { since: inChina(since) })
      : fill(words.errandPerson, { since: inChina(since), person: inChina(person_at) })
  }
  return [
    {
      title: words.reports,
      lines: reports.flatMap(({ number, state, signed_by, digest, pdf, valid_until }) => [
        `  ${fill(words.report, {
          number,
          state: oneOf(words.reportStates, state),
          signedBy: oneOf(words.signedBy, signed_by),
          until: valid_until,
        })}`,
        `      ${fill(words.digest, { digest })}`,
        `      ${pdf === null ? words.noPaper : fill(words.paper, { pdf })}`,
      ]),
    },
    {
      title: words.errands,
      lines: errands.map((errand) => {
        const kind = oneOf(words.errandKinds, errand.kind)
        return `  ${fill(words.errand, { kind, number: errand.number, state: stateOfErrand(errand), tries: errand.tries, answer: answerOf(errand) })}`
      }),
    },
    {
      title: words.recording,
      lines: [...(recording ? [`  ${recordingLine(recording, words)}`] : []), ...holds.map((hold) => `      ${holdLine(hold, words)}`)],
    },
  ]
}
