import type { Socket } from 'socket.io'
import { fitsCompiled } from '#protocol/compiled.ts'
import { Ticket } from '#protocol/media.ts'
import { isFailure, type Refusal, refusalIn, refuse } from '#protocol/refusal.ts'
import { type Machine, MachineHandshake } from '#protocol/rest.ts'
import type { Deps } from '../deps.ts'
import { recognise } from '../service/machines/machines.ts'
import { type Session, sessionOf } from '../service/people/sessions.ts'
import type { Seated } from '../tickets.ts'

/** Lets a socket in that `judge` has nothing against, or refuses it with the reason as `connect_error` data. */
export const admit = (deps: Deps, judge: (socket: Socket) => Promise<null | Refusal>) => {
  const decide = async (socket: Socket, next: (error?: Error) => void): Promise<void> => {
    let against: null | Refusal
    try {
      against = await judge(socket)
    } catch (error) {
      against = refusalIn(error)
      if (isFailure(against)) deps.log.error({ err: error }, 'a handshake failed')
    }
    if (against) next(refused(against))
    else next()
  }
  return (socket: Socket, next: (error?: Error) => void): void => void decide(socket, next)
}

const refused = (refusal: Refusal): Error => Object.assign(new Error(refusal.refused), { data: refusal })

/** The machine that signed the number it was given. */
export const machineOf = async (deps: Deps, socket: Socket, kind: Machine['kind']) => {
  const shake: unknown = socket.handshake.auth
  return fitsCompiled(MachineHandshake, shake) ? recognise(deps, shake, kind) : refuse('malformed', { message: 'handshake', where: '/' })
}

/** The machine that a socket says it is. */
export const machineIn = (socket: Socket): string => {
  const shake: unknown = socket.handshake.auth
  return fitsCompiled(MachineHandshake, shake) ? shake.machine : ''
}

/** Whose seat the ticket is for that came with the handshake. It is used from now on. */
export const seatedBy = async (deps: Deps, socket: Socket): Promise<Seated | Refusal> => {
  const shake: unknown = socket.handshake.auth
  if (!fitsCompiled(Ticket, shake)) return refuse('malformed', { message: 'handshake', where: '/' })
  return (await deps.presence.tickets.use(shake.ticket)) ?? refuse('media-unknown')
}

/** The session's secret in a cookie header. */
export type SecretOf = (header: string) => string | undefined

/** The person whose cookie came with the handshake. */
export const personOf = async (deps: Deps, socket: Socket, secretOf: SecretOf): Promise<Session | Refusal> => {
  const { cookie: header = '', origin } = socket.handshake.headers
  if (origin !== deps.settings.origin) return refuse('origin-wrong', { origin: deps.settings.origin })
  return (await sessionOf(deps, secretOf(header))) ?? refuse('not-signed-in')
}
