import type { BoothView } from '#protocol/booth.ts'
import { refuse } from '#protocol/refusal.ts'
import { BoothApp } from '../../booth/booth-app.ts'
import { type DoorLink, openBooth } from '../../booth/store.ts'

/** The driver's page on its document, without an agent: it shows what is pushed. */
export const openBoothApp = (): { app: BoothApp; push: (view: BoothView) => void } => {
  let push: (view: BoothView) => void = () => {}
  const link = {
    ask: async () => refuse('media-unavailable'),
    on(message: string, take: (view: BoothView) => void) {
      if (message === 'booth:view') push = take
      return () => {}
    },
    watch(take: (state: 'connected', refusal: null) => void) {
      take('connected', null)
      return () => {}
    },
    close() {},
  }
  const app = new BoothApp(openBooth(link as unknown as DoorLink))
  document.body.append(app)
  return { app, push: (view) => push(view) }
}
