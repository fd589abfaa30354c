import { type Static, Type } from 'typebox'
import { Exact, Instant, Nullable } from './basic.ts'
import { ErrandFault } from './errand.ts'

/** How the way to a system that takes reports stands, as an administrator sees it. Nothing of a driver. */
export const WayView = Exact({
  id: Type.String({ maxLength: 40 }),
  /** So many errands are on their way there now. */
  underWay: Type.Integer({ minimum: 0 }),
  /** Since when nothing goes there but a try from time to time, and why; null: it is open. */
  closed: Nullable(Exact({ since: Instant, fault: ErrandFault })),
  /** Of the interfaces with a daily quota: how often each was called today in China, and how often it may be. */
  calls: Type.Array(
    Exact({ interface: Type.String({ maxLength: 80 }), used: Type.Integer({ minimum: 0 }), most: Type.Integer({ minimum: 1 }) }),
    { maxItems: 20 },
  ),
})
export type WayView = Static<typeof WayView>
/** `GET /api/ways` */
export const WayViews = Type.Array(WayView, { maxItems: 50 })
