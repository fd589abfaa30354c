import type { Socket } from 'socket.io'
import type { HallView } from '#protocol/check.ts'
import type { Deps } from '../deps.ts'
import type { MachineRow } from '../service/machines/machines.ts'
import type { Session } from '../service/people/sessions.ts'
import { EVERYTHING, ofSite, type Scope } from '../service/sites/scope.ts'
import { hallView } from '../service/views/lists.ts'
import { turnsNow } from '../service/views/turns.ts'
import { type Audience, onlyNews, sparingly } from './audience.ts'

/** Who looks: an enrolled screen, which shows its own site, or an administrator, who sees all. */
export type Hall = { screen: MachineRow; session: null } | { screen: null; session: Session }

type Line = { scope: Scope; show: (view: HallView) => void }

/** The big screens. */
export const openHalls = (deps: Deps): Audience & { enter: (socket: Socket, hall: Hall) => void } => {
  const lines = new Set<Line>()
  const show = async (some: Iterable<Line>) => {
    const views = new Map<string, HallView>()
    const turns = await turnsNow(deps)
    for (const { scope, show } of some) {
      const key = JSON.stringify(scope)
      const view = views.get(key) ?? (await hallView(deps, scope, turns))
      views.set(key, view)
      show(view)
    }
  }
  const all = sparingly(deps, () => show(lines))
  return {
    enter(socket, { screen }) {
      const line: Line = {
        scope: screen ? ofSite(screen.site.id) : EVERYTHING,
        show: onlyNews<HallView>((view) => socket.emit('hall:view', view), 'at'),
      }
      lines.add(line)
      const unseen = (error: unknown) => deps.log.error({ err: error }, 'a screen’s coming or going could not be told')
      const come = screen && deps.presence.arrived(screen.id, socket.id).catch(unseen)
      socket.on('disconnect', () => {
        lines.delete(line)
        if (screen) come?.then(() => deps.presence.left(screen.id, socket.id)).catch(unseen)
      })
      show([line]).catch((error: unknown) => deps.log.error({ err: error }, 'a view could not be shown'))
    },
    async refresh({ halls }) {
      if (halls && lines.size > 0) await all.ask()
    },
    close: all.close,
  }
}
