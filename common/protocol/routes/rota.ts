import { Id } from '../basic.ts'
import { RotaChange, RotaEntry, RotaHistory, RotaView } from '../rota.ts'
import { route } from '../route.ts'

// Doctors' hours, for administrators.

const by = ['administrator'] as const
const params = { id: Id }

export const listRota = route('GET', '/api/rota', { by, answer: RotaView })

/** What a doctor's hours were each time that somebody wrote them. `id`: the doctor's. */
export const listRotaHistory = route('GET', '/api/rota/:id/history', { by, params, answer: RotaHistory, refuses: ['not-found'] })

export const changeRota = route('PATCH', '/api/rota/:id', {
  by,
  params,
  body: RotaChange,
  answer: RotaEntry,
  refuses: ['not-found', 'entry-changed', 'hours-wrong'],
})
