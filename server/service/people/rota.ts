import { isRota, NO_HOURS } from '#check/rota.ts'
import { type Refusal, refuse } from '#protocol/refusal.ts'
import { ROTA_HISTORY_MOST, type Rota, type RotaEntry, type RotaHistory, type RotaView } from '#protocol/rota.ts'
import type { Deps } from '../../deps.ts'
import { findPerson, listPeople } from '../../store/people.ts'
import { addRota, currentRotas, type RotaRow, rotaHistory } from '../../store/rotas.ts'

/** Who writes: the id of an administrator. */
type By = { id: string }

const namesOf = async ({ db }: Pick<Deps, 'db'>): Promise<ReadonlyMap<string, string>> =>
  new Map((await listPeople(db)).map(({ id, name }) => [id, name]))
const shown = ({ by, ...row }: RotaRow, names: ReadonlyMap<string, string>): RotaEntry => ({
  ...row,
  name: names.get(row.doctor) ?? '',
  by: names.get(by) ?? by,
})

/** The hours of everybody who is a doctor here, in the order of their logins; of whom nobody has written any there are none. */
export const rotaView = async (deps: Deps): Promise<RotaView> => {
  const names = await namesOf(deps)
  const written = new Map((await currentRotas(deps.db)).map((row) => [row.doctor, row]))
  const doctors = (await listPeople(deps.db)).filter(({ roles, disabled }) => roles.includes('doctor') && !disabled)
  return {
    doctors: doctors.map(({ id, name }) => {
      const row = written.get(id)
      return row ? shown(row, names) : { doctor: id, name, version: 0, by: null, at: null, rota: NO_HOURS }
    }),
  }
}

/** What a doctor's hours were each time that somebody wrote them, the newest first. */
export const rotaHistoryOf = async (deps: Deps, doctor: string): Promise<RotaHistory | Refusal> => {
  if (!(await findPerson(deps.db, { id: doctor }))) return refuse('not-found')
  const names = await namesOf(deps)
  const { entries, more } = await rotaHistory(deps.db, doctor, ROTA_HISTORY_MOST)
  return { entries: entries.map((row) => shown(row, names)), more }
}

/** Writes a doctor's hours otherwise; those who wait are told by them at once. */
export const changeRota = async (
  deps: Deps,
  by: By,
  doctor: string,
  { version, rota }: { version: number; rota: Rota },
): Promise<RotaEntry | Refusal> => {
  const person = await findPerson(deps.db, { id: doctor })
  if (!person?.roles.includes('doctor')) return refuse('not-found')
  if (!isRota(rota)) return refuse('hours-wrong')
  const row: RotaRow = { doctor, version: version + 1, rota, by: by.id, at: deps.clock().toISOString() }
  const [before] = (await rotaHistory(deps.db, doctor, 1)).entries
  if ((before?.version ?? 0) !== version || !(await addRota(deps.db, row))) return refuse('entry-changed')
  deps.log.info({ doctor, version: row.version, by: by.id }, 'a doctor’s hours were written')
  deps.announce({ kind: 'waits' })
  return shown(row, await namesOf(deps))
}
