/** How the page shows each scene. A new one is a line here. */
export { optotype } from './acuity.ts'
export { plate } from './colour.ts'
export { sound } from './hearing.ts'
export { height } from './height.ts'
export { task } from './limbs.ts'
export { listen } from './listen.ts'
export { circle } from './reaction.ts'
export { tone } from './tones.ts'
