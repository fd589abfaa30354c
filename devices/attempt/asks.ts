/** How the booth asks each procedure's questions. A new one is a line here. */
export { acuity } from './ask/acuity.ts'
export { colour } from './ask/colour.ts'
export { hearing } from './ask/hearing.ts'
export { height } from './ask/height.ts'
export { limbs } from './ask/limbs.ts'
export { reaction } from './ask/reaction.ts'
export { tones } from './ask/tones.ts'
