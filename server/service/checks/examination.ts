import type { Check } from '#check/check.ts'
import type { Report } from '#protocol/report.ts'
import { type AnyStation, EVERY_STATION } from '#protocol/stations.ts'
import { stillsOf } from '#protocol/still.ts'
import type { Deps } from '../../deps.ts'
import type { Examination, Examined } from '../../report/examination.ts'
import { withoutTransparency } from '../../report/photo.ts'
import { calibrationsNamed } from '../../store/calibrations.ts'
import { keptReading } from '../../store/readings.ts'
import { stationView } from '../views/views.ts'
import { logIn } from './readings.ts'

/** How a report was measured, from what lay there when it was signed: nothing is added to a check that is concluded. */
export const examinationOf = async (deps: Deps, check: Check, report: Report): Promise<Examination> => {
  const touched = EVERY_STATION.filter(
    (station) =>
      check.stations[station].attempts.length > 0 ||
      check.stations[station].decision ||
      check.taken?.some((one) => one.station === station),
  )
  const from = check.openedAt
  const stations = await Promise.all(touched.map((station) => examined(deps, check, report, station)))
  return {
    stations,
    from,
    to: report.drawnUpAt,
    taken: (await deps.files.bytes(report.applicant.photo)) ?? null,
    card: await cardPhoto(deps, check),
  }
}

const cardPhoto = async (deps: Deps, { cardPhoto: digest }: Check): Promise<Uint8Array | null> => {
  const bytes = digest === null ? null : await deps.files.bytes(digest)
  return bytes ? withoutTransparency(bytes) : null
}

/** A still that the disk has lost is left out: the log and its numbers stand without it. */
const stillsNamed = async (deps: Deps, digests: readonly string[]): Promise<Map<string, Uint8Array>> => {
  const found = await Promise.all(digests.map(async (digest) => [digest, await deps.files.bytes(digest)] as const))
  return new Map(found.flatMap(([digest, jpeg]) => (jpeg ? [[digest, jpeg] as const] : [])))
}

/** The log is the one that the finding stands on; where it stands on none, the newest that was read. */
const examined = async (deps: Deps, check: Check, report: Report, station: AnyStation): Promise<Examined> => {
  const { attempts } = check.stations[station]
  const evidence = report.evidence.find((one) => one.station === station)
  const read = evidence?.reading ?? attempts.findLast(({ reading }) => reading !== null)?.reading?.id ?? null
  const kept = read === null ? null : await keptReading(deps.db, read)
  const issued = attempts.find(({ reading }) => reading?.id === read)?.attempt
  const log = read !== null && kept ? logIn(read, kept.body) : null
  const view = stationView(check, station)
  return {
    view,
    log,
    stills: await stillsNamed(deps, [
      ...(log ? stillsOf(log.trials) : []).map(({ digest }) => digest),
      ...(view.taken ?? []).map(({ file }) => file),
    ]),
    calibrations: await calibrationsNamed(deps.db, issued?.calibrations ?? []),
  }
}
