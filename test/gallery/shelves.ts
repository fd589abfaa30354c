import { LANGUAGES } from '#protocol/basic.ts'
import { attendedScenes } from '../screens/act-scenes.ts'
import { boothPages } from '../screens/booth-views.ts'
import { plainPages } from '../screens/plain-pages.ts'
import { serviceViews } from '../screens/service-shots.ts'
import { ATTENDED_SIZES, BOOTH_SIZES, SIMULATOR_SIZES, VERIFY_SIZES } from '../screens/sizes.ts'
import { verifyPages } from '../screens/verify-states.ts'

export const SHELVES = ['booth', 'service', 'simulator', 'hall', 'doctor', 'counter', 'admin', 'verify', 'plain'] as const
/** A kind of page. */
export type Shelf = (typeof SHELVES)[number]

const attended = (path: string) => attendedScenes.filter((scene) => scene.path.startsWith(path)).map(({ name }) => name)

/** Every state of every page that pictures are taken of, and the sizes in which they are looked at. */
export const STATES: Readonly<Record<Shelf, readonly string[]>> = {
  booth: boothPages.map(({ name }) => name),
  service: Object.keys(serviceViews),
  simulator: ['simulator'],
  hall: attended('/hall/'),
  doctor: attended('/clinician/'),
  counter: attended('/counter/'),
  admin: attended('/admin/'),
  verify: Object.keys(verifyPages('zh')),
  plain: Object.keys(plainPages('zh')),
}
export const SIZES: Readonly<Record<Shelf, Readonly<Record<string, { width: number; height: number }>>>> = {
  booth: BOOTH_SIZES,
  service: BOOTH_SIZES,
  simulator: SIMULATOR_SIZES,
  hall: ATTENDED_SIZES,
  doctor: ATTENDED_SIZES,
  counter: ATTENDED_SIZES,
  admin: ATTENDED_SIZES,
  verify: VERIFY_SIZES,
  plain: VERIFY_SIZES,
}

/** One thing to look at. */
export type Shown = { shelf: Shelf; state: string; language: (typeof LANGUAGES)[number]; size: string }

export const everyShown: readonly Shown[] = SHELVES.flatMap((shelf) =>
  STATES[shelf].flatMap((state) =>
    LANGUAGES.flatMap((language) => Object.keys(SIZES[shelf]).map((size) => ({ shelf, state, language, size }))),
  ),
)

/** Where it is shown in the gallery. */
export const addressOf = ({ shelf, state, language, size }: Shown): string => `/${shelf}/${state}/${language}/${size}`
