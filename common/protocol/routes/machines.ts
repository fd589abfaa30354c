import { Id } from '../basic.ts'
import { CalibrationViews, Enrolled, Enrolment, Machine, MachineChange, Machines, NewMachine, Nonce } from '../rest.ts'
import { route } from '../route.ts'

// Booths and hall screens: for administrators, and for the machines themselves.

const by = ['administrator'] as const
const params = { id: Id }

export const listMachines = route('GET', '/api/machines', { by, answer: Machines })

export const addMachine = route('POST', '/api/machines', {
  by,
  body: NewMachine,
  answer: Machine,
  refuses: ['name-taken', 'glyph-missing', 'not-found', 'site-closed'],
})

export const changeMachine = route('PATCH', '/api/machines/:id', {
  by,
  params,
  body: MachineChange,
  answer: Machine,
  refuses: ['not-found', 'name-taken', 'site-closed'],
})

/** Another one-time code by which the machine enrols. */
export const renewCode = route('POST', '/api/machines/:id/code', {
  by,
  params,
  answer: Machine,
  refuses: ['not-found', 'machine-disabled'],
})

export const listCalibrations = route('GET', '/api/machines/:id/calibrations', {
  by,
  params,
  answer: CalibrationViews,
  refuses: ['not-found'],
})

/** A machine trades its one-time code for a place at the server, known by its key from then on. */
export const enrol = route('POST', '/api/machines/enrol', {
  by: 'anybody',
  tries: 10,
  body: Enrolment,
  answer: Enrolled,
  refuses: ['code-wrong', 'key-dead'],
})

/** A number used once, for a machine's handshake. Every booth asks for one, and all of them at once after a fall of the line: it has no limit. */
export const askNonce = route('GET', '/api/nonce', { by: 'anybody', answer: Nonce })
