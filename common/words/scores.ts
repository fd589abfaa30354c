/** How a doctor reads the scores of each procedure. A new one is a line here. */
export { acuity } from './scores/acuity.ts'
export { colour } from './scores/colour.ts'
export { hearing } from './scores/hearing.ts'
export { height } from './scores/height.ts'
export { limbs } from './scores/limbs.ts'
export { reaction } from './scores/reaction.ts'
export { tones } from './scores/tones.ts'
