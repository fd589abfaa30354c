import { Phase } from '#protocol/check.ts'
import { isDay } from '#protocol/days.ts'
import { type Refusal, refuse } from '#protocol/refusal.ts'
import { type InstitutionPapers, PAPERS_MOST } from '#protocol/registry.ts'
import { LicenceClasses } from '#protocol/station.ts'
import type { Deps } from '../../deps.ts'
import { listPeople } from '../../store/people.ts'
import { type BehindPaper, papersSince } from '../../store/registry.ts'
import { readable, stored } from '../../store/stored-json.ts'

/** What an institution has issued since a day in China, and where each report stands: to look through, page by page, when it isn't recognised any more. */
export const papersOf = async (
  deps: Deps,
  institution: string,
  { since, behind }: { since: string; behind: BehindPaper | null },
): Promise<InstitutionPapers | Refusal> => {
  if (!isDay(since)) return refuse('validity-wrong')
  const { entries, more } = await papersSince(deps.db, institution, since, { most: PAPERS_MOST, behind })
  const names = new Map((await listPeople(deps.db)).map(({ id, name }) => [id, name]))
  const papers = entries.map(({ number, check_id: check, day, doctor, classes, phase, current }) => {
    const spot = { table: 'check_lines', row: check } as const
    return {
      number,
      check,
      day,
      doctor: names.get(doctor) ?? doctor,
      classes: stored(LicenceClasses, classes, { ...spot, column: 'classes' }),
      // Another report of the same check has taken its place.
      phase: current === number ? readable(Phase, phase, { ...spot, column: 'phase' }) : ('superseded' as const),
    }
  })
  return { entries: papers, more }
}
