/** How the log of each procedure is drawn. A new one is a line here. */
export { acuity } from './acuity.ts'
export { colour } from './colour.ts'
export { hearing } from './hearing.ts'
export { height } from './height.ts'
export { limbs } from './limbs.ts'
export { reaction } from './reaction.ts'
export { tones } from './tones.ts'
