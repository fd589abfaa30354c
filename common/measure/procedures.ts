/** Every procedure, by the name that its setup carries. A new one is a line here. */
export { acuity } from './acuity/acuity.ts'
export { colour } from './colour/colour.ts'
export { hearing } from './hearing/hearing.ts'
export { tones } from './hearing/tones.ts'
export { height } from './height/height.ts'
export { limbs } from './limbs/limbs.ts'
export { reaction } from './reaction/reaction.ts'
