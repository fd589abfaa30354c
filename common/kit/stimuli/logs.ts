/** How the logs of each procedure are drawn. A new one is a line here. */
export { acuity } from './logs/acuity.ts'
export { colour } from './logs/colour.ts'
export { hearing } from './logs/hearing.ts'
export { height } from './logs/height.ts'
export { limbs } from './logs/limbs.ts'
export { reaction } from './logs/reaction.ts'
export { tones } from './logs/tones.ts'
