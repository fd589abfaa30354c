/** What each procedure says, by its name. A new one is a line here. */
export { acuity } from './procedures/acuity.ts'
export { colour } from './procedures/colour.ts'
export { hearing } from './procedures/hearing.ts'
export { height } from './procedures/height.ts'
export { limbs } from './procedures/limbs.ts'
export { reaction } from './procedures/reaction.ts'
export { tones } from './procedures/tones.ts'
