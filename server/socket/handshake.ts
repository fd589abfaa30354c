import type { Socket } from 'socket.io'
import { fitsCompiled } from '#protocol/compiled.ts'
import { isFailure, isRefusal, type Refusal, refusalIn, refuse } from '#protocol/refusal.ts'
import { type Machine, MachineHandshake } from '#protocol/rest.ts'
import type { Deps } from '../deps.ts'
import { recognise } from '../service/machines/machines.ts'
import { type Session, sessionOf } from '../service/people/sessions.ts'

/** Lets a socket in as who it proved to be, or refuses it with the reason as `connect_error` data. */
export const admit = <Who>(deps: Deps, find: (socket: Socket) => Promise<Who | Refusal>, keep: (socket: Socket, who: Who) => void) => {
  const judge = async (socket: Socket, next: (error?: Error) => void): Promise<void> => {
    let who: Who | Refusal
    try {
      who = await find(socket)
    } catch (error) {
      who = refusalIn(error)
      if (isFailure(who)) deps.log.error({ err: error }, 'a handshake failed')
    }
    if (isRefusal(who)) return next(refused(who))
    keep(socket, who)
    next()
  }
  return (socket: Socket, next: (error?: Error) => void): void => void judge(socket, next)
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

/** The session's secret in a cookie header. */
export type SecretOf = (header: string) => string | undefined

/** The person whose cookie came with the handshake. */
export const personOf = async (deps: Deps, socket: Socket, secretOf: SecretOf): Promise<Session | Refusal> => {
  const { cookie: header = '', origin } = socket.handshake.headers
  if (origin !== deps.settings.origin) return refuse('origin-wrong', { origin: deps.settings.origin })
  return (await sessionOf(deps, secretOf(header))) ?? refuse('not-signed-in')
}
