import { booth } from './booth.ts'
import { clinician } from './clinician.ts'
import { counter } from './counter.ts'
import { admin } from './admin.ts'
import { door } from './door.ts'
import { hall } from './hall.ts'
import { refusals } from './refusals.ts'
import { report } from './report.ts'
import { simulator } from './simulator.ts'
import { terms } from './terms.ts'

export const en = { booth, clinician, counter, admin, door, hall, refusals, report, simulator, terms }
