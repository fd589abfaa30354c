import { booth } from './booth.ts'
import { call } from './call.ts'
import { clinician } from './clinician.ts'
import { counter } from './counter.ts'
import { admin } from './admin.ts'
import { hall } from './hall.ts'
import { logs } from './logs.ts'
import { refusals } from './refusals.ts'
import { report } from './report.ts'
import { simulator } from './simulator.ts'
import { terms } from './terms.ts'

export const en = { booth, clinician, counter, admin, hall, logs, refusals, report, simulator, terms, call }
